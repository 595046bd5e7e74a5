# frozen_string_literal: true

require 'json'
require 'open3'
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

  # A repository with what is tracked here, as it is in this checkout.
  def repository
    path = host.place('repository')
    tracked, = Open3.capture2('git', '-C', Host::ROOT, 'ls-files', '-z')
    tracked.split("\0").grep_v(%r{^java-|^portod-}).each do |file|
      FileUtils.mkdir_p(File.dirname(File.join(path, file)))
      FileUtils.cp(File.join(Host::ROOT, file), File.join(path, file))
    end
    as = %w[-c user.name=spec -c user.email=spec@example.invalid -c init.defaultBranch=main]
    [%w[init -q], %w[add --all], %w[commit -q -m all]].each { |git| expect(host.command('git', '-C', path, *as, *git).status).to eq 0 }
    path
  end

  it 'comes from git by a Puppetfile, and says then where the jar comes from' do
    FileUtils.mkdir_p(host.place('control'))
    File.write(host.place('control/Puppetfile'), "mod 'puppetporto-porto', git: '#{repository}', branch: 'main'\n")
    fetched = host.command('r10k', 'puppetfile', 'install', '--puppetfile', host.place('control/Puppetfile'),
                           '--moduledir', host.place('control/modules'), env: { 'HOME' => host.dir })
    expect(fetched.status).to eq(0), fetched.text
    apply = lambda do
      host.command(*host.puppet('apply'), '--detailed-exitcodes', '--modulepath', host.place('control/modules'),
                   '--hiera_config', host.hiera([declare('jarless')]), '-e', "include porto\nnotify { 'others': }")
    end

    without = apply.call
    expect(without.status).to eq(6), without.text
    expect(without.text).to match(/Porto_daemon\[jarless\].*porto-daemon-core\.jar does not exist; .*mvn package/)
    expect(without.text).to include("defined 'message' as 'others'")

    # As docs/puppet.md says.
    FileUtils.mkdir_p(host.place('control/modules/porto/lib/java'))
    FileUtils.cp(File.join(Host::ROOT, 'lib/java/porto-daemon-core.jar'), host.place('control/modules/porto/lib/java'))
    expect(apply.call.status).to eq 2
    expect(porto.state('jarless')).to eq 'running'
  end

  describe 'upgraded' do
    # As if another version of the module had rendered what is declared in another way.
    def rendered_otherwise(name)
      file = host.place("state/daemons/#{name}.json")
      now = JSON.parse(File.read(file))['revisions'].first['id']
      older = now.reverse
      File.write(file, File.read(file).gsub(now, older))
      porto.set(name, 'labels[HOSTMAN.revision]', older)
      [now, older]
    end

    it 'leaves daemons running, and only labels anew what it renders in another way' do
      data = declare('upgraded')
      converge(data)
      pid = porto.pid('upgraded')
      now, older = rendered_otherwise('upgraded')
      run = host.apply(data)
      expect(run.status).to eq(2), run.text
      expect(run.text).to include("revision: #{older[0, 8]} -> #{now[0, 8]}")
      expect(host.apply(data)).to be_clean
      expect([porto.pid('upgraded'), porto.get('upgraded', 'labels')]).to match [pid, /HOSTMAN\.revision: #{now}/]
    end
  end

  describe 'the class-data archive' do
    let(:data) { declare('archived') }
    let(:archive) { Dir.glob(host.place('cache/core-*.jsa')) }

    def expect_clean(**env)
      run = host.apply(data, env: env.transform_keys(&:to_s))
      expect(run.status).to eq(0), run.text
      expect(run.text).not_to match(/Warning|Error(?!: Facter)|\[cds\]/)
    end

    it 'is made once, and does no harm where it is gone, damaged or cannot be written' do
      host.apply(data)
      expect_clean
      file, = archive
      expect(file).not_to be_nil
      made = File.stat(file).ino
      expect_clean
      expect(File.stat(file).ino).to eq made

      damaged = File.binread(file)
      damaged[8192, 4096] = 'x' * 4096
      File.binwrite(file, damaged)
      expect_clean
      File.truncate(file, 100)
      expect_clean
      FileUtils.rm_f(file)
      expect_clean
      expect_clean(PORTO_DAEMON_CACHE_DIR: '/proc/nowhere')
    end
  end
end
