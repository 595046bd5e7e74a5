# frozen_string_literal: true

# Holds what a page shows of a run to what was really printed; CAPTURES=write makes the page anew.
module Captures
  # What differs from run to run, and the word that is compared in its place.
  VARYING = {
    /\d{4}-\d\d-\d\d[T ][\d:.]+(Z|[+-]\d\d:\d\d)?/ => 'TIME',
    /\d+\.\d+ seconds/ => 'SECONDS',
    /'\d{10}'/ => 'VERSION', # of a catalog
    /\[#* *\]/ => '[BAR]',
    /\d+ ?%/ => '%'
  }.freeze

  # @param page [String] below docs/
  # @param name [String] of the comment before the fence
  # @param text [String] what was printed
  def captured(page, name, text)
    path = File.join(Host::ROOT, 'docs', page)
    fence = /(<!-- captured: #{name} -->\n```\w*\n)(.*?)(```\n)/m
    whole = File.read(path)
    _, before, written, after = *whole.match(fence)
    raise "#{page} has no capture #{name}" unless written

    if ENV['CAPTURES'] == 'write'
      File.write(path, whole.sub(fence) { "#{before}#{text}#{after}" })
    else
      expect(lasting(text)).to eq(lasting(written))
    end
  end

  private

  # Columns are as wide as what varies in them, so their padding varies as well.
  def lasting(text)
    VARYING.reduce(text) { |now, (varying, word)| now.gsub(varying, word) }.gsub(/ +/, ' ')
  end
end
