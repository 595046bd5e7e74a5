package org.puppetporto.spec.property;

/**
 * What a declared value looks like before it is read, so that others, such as Puppet's data types, can
 * refuse what no form would take. A shape never refuses a value that the form accepts.
 */
public enum Shape {
  /** true or false, also as text. */
  FLAG,
  /** A whole number, also as text. */
  INTEGER,
  /** A number, also as text. */
  NUMBER,
  /** Bytes, or a number with a unit of 1024. */
  SIZE,
  /** Cores, or percent of the host. */
  CPU,
  /** CPUs by number, or text that names nodes and jails. */
  CPU_SET,
  /** Nanoseconds, or a number with a unit of time. */
  DURATION,
  /** One of a fixed set of words; see {@link PropertyDescriptor#words()}. */
  WORD,
  /** Text that must arrive as it is written. */
  TEXT,
  /** An octal mask as text. */
  OCTAL,
  /** A name, or a numeric id. */
  ACCOUNT,
  /** A command and its arguments. */
  ARGV,
  /** Texts, as a list or in Porto's own form. */
  LIST,
  /** Known names, as a list, a map of name to true or false, or in Porto's own form. */
  FLAGS,
  /** Plain values by name, also in Porto's own form. */
  MAP,
  /** Sizes by name, also in Porto's own form. */
  SIZES,
  /** Sizes by disk or path; a single one counts for the file system. */
  DISK_SIZES,
  /** Variables: a map, in which null unsets one, a list of NAME=value, or Porto's own form. */
  ENVIRONMENT
}
