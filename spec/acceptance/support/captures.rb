# frozen_string_literal: true

# Holds what a page shows of a run to what was really printed; CAPTURES=write makes the page anew.
module Captures
  # @param page [String] below docs/
  # @param name [String] of the comment before the fence
  # @param text [String] what was printed
  def captured(page, name, text)
    path = File.join(Host::ROOT, 'docs', page)
    fence = /(<!-- captured: #{name} -->\n```\w*\n)(.*?)(```\n)/m
    whole = File.read(path)
    written = whole[fence, 2] or raise "#{page} has no capture #{name}"
    return File.write(path, whole.sub(fence) { "#{Regexp.last_match(1)}#{text}#{Regexp.last_match(3)}" }) if ENV['CAPTURES'] == 'write'

    expect(lasting(text)).to eq(lasting(written))
  end

  private

  # Without what differs from run to run.
  def lasting(text)
    text.gsub(/\d{4}-\d\d-\d\d[T ][\d:.]+(Z|[+-]\d\d:\d\d)?/, 'TIME').gsub(/\d+\.\d+ seconds/, 'SECONDS').gsub(/'\d{10}'/, 'VERSION')
  end
end
