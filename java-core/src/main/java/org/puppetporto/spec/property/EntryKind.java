package org.puppetporto.spec.property;

import java.util.function.UnaryOperator;

/**
 * How single entries of a map property are set and read: {@code property[key]}.
 *
 * @param form the form of an entry's value
 * @param objections why a key is not right, "" when it is
 * @param beside whether a declared map means its entries only, whatever else there is
 * @param settableDefault the text that removes an entry on a running container; null when none does
 */
record EntryKind(Form form, UnaryOperator<String> objections, boolean beside, String settableDefault) {
  String objection(String key) {
    return key.isEmpty() ? "is no key; write one between the brackets" : objections.apply(key);
  }

  PropertyDescriptor descriptor(String name, ChangeKind change) {
    return new PropertyDescriptor(name, change, Comparison.EXACT, form, settableDefault);
  }
}
