# frozen_string_literal: true

require 'json'
require_relative 'acceptance_helper'

RSpec.describe 'The module as it is delivered', :host do
  let(:version) { JSON.parse(File.read(File.join(Host::ROOT, 'metadata.json')))['version'] }
  let(:tarball) { File.join(Host::ROOT, 'pkg', "puppetporto-porto-#{version}.tar.gz") }

  def install
    host.command(*host.puppet('module'), 'install', tarball, '--target-dir', host.place('installed'), '--ignore-dependencies')
  end

  it 'is a tarball with a core that runs' do
    expect(install.text).to include('puppetporto-porto')
    files = Dir.glob('**/*', base: host.place('installed/porto'))
    expect(files).to include('metadata.json', 'manifests/init.pp', 'types/properties.pp', 'lib/puppet/type/porto_daemon.rb')
    expect(files.grep(/\.jar$/)).to eq ['lib/java/porto-daemon-core.jar']
    expect(files.grep(%r{^(spec|java-core|bin)/})).to be_empty
    natives = host.command('jar', 'tf', host.place('installed/porto/lib/java/porto-daemon-core.jar')).text
    expect(natives.scan(%r{^jni/([^/\n]+)/\S}).flatten.uniq).to include('x86_64-Linux').and all(end_with('-Linux'))

    apply = host.command(*host.puppet('apply'), '--detailed-exitcodes', '--modulepath', host.place('installed'),
                         '--hiera_config', host.hiera([declare('delivered')]), '-e', 'include porto')
    expect(apply.status).to eq(2), apply.text
    expect(porto.state('delivered')).to eq 'running'
  end

  it 'says where the jar comes from when a checkout has none' do
    FileUtils.mkdir_p(host.place('checkout/porto'))
    parts = BareHost::MODULE.map { |part| File.join(Host::ROOT, part) }
    FileUtils.cp_r(parts, host.place('checkout/porto'))
    FileUtils.rm_rf(host.place('checkout/porto/lib/java'))
    run = host.command(*host.puppet('apply'), '--detailed-exitcodes', '--modulepath', host.place('checkout'),
                       '--hiera_config', host.hiera([declare('jarless')]), '-e', "include porto\nnotify { 'others': }")

    expect(run.status).to eq(6), run.text
    expect(run.text).to match(/Porto_daemon\[jarless\].*porto-daemon-core\.jar does not exist; .*mvn package/)
    expect(run.text).to include("defined 'message' as 'others'")
  end
end
