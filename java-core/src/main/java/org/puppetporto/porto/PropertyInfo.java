package org.puppetporto.porto;

/** What portod's propertyList says of one property. */
public record PropertyInfo(String name, String description, boolean readOnly, boolean dynamic) {}
