package org.puppetporto.embedded.volume;

/**
 * A container's hold on a volume; without any the volume is destroyed.
 *
 * @param container by name
 * @param target where the container sees the volume, by its own root; "" for nowhere in particular
 */
public record Link(String container, String target, boolean readOnly, boolean required) {}
