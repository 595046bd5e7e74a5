# frozen_string_literal: true

require 'fileutils'
require 'puppet_x/porto/java_runtime'

RSpec.describe PuppetX::Porto::JavaRuntime do
  def runtime(name, version)
    home = File.join(@scratch, name)
    FileUtils.mkdir_p(File.join(home, 'bin'))
    File.write(File.join(home, 'bin', 'java'), '#!/bin/false')
    File.chmod(0o755, File.join(home, 'bin', 'java'))
    File.write(File.join(home, 'release'), "JAVA_VERSION=\"#{version}\"\n") if version
    home
  end

  def with(home: '', path: '', installed: '')
    stub_const("#{described_class}::INSTALLED", installed)
    old = ENV.to_h.slice('JAVA_HOME', 'PATH')
    ENV['JAVA_HOME'] = home
    ENV['PATH'] = path
    yield
  ensure
    ENV['PATH'] = old['PATH']
    ENV['JAVA_HOME'] = old['JAVA_HOME']
  end

  it 'prefers JAVA_HOME' do
    mine = runtime('mine', '21.0.1')
    other = runtime('other', '17.0.1')

    with(home: mine, path: File.join(other, 'bin')) { expect(described_class.path).to eq "#{mine}/bin/java" }
  end

  it 'passes over a runtime that is too old, in either way of counting' do
    old = runtime('old', '11.0.2')
    ancient = runtime('ancient', '1.8.0_392')
    good = runtime('jvm-17', '17.0.15')

    with(path: [old, ancient].map { |home| "#{home}/bin" }.join(':'), installed: "#{@scratch}/jvm-*/bin/java") do
      expect(described_class.path).to eq "#{good}/bin/java"
    end
  end

  it 'says what was looked at and what to do when there is none' do
    with do
      expect(described_class.present?).to be false
      expect { described_class.path }
        .to raise_error(PuppetX::Porto::NotInstalled, /version 17 or newer was found.*install a Java runtime/)
    end
  end

  it 'tells one build from another' do
    home = runtime('mine', '17.0.1')
    java = File.join(home, 'bin', 'java')
    before = described_class.build(java)
    File.write(java, '#!/bin/false, updated')

    expect(described_class.build(java)).not_to eq before
  end
end
