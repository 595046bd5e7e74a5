# frozen_string_literal: true

require_relative 'acceptance_helper'

RSpec.describe 'A secret', :host do
  let(:secret) { 'correct-horse-battery-staple' }

  # The manifest is the one file that may hold the secret for all to read.
  def apply(value, *options, cmd: ['/bin/sleep', '100000'], env: '{}')
    text = "porto_daemon { 'secretive':
      properties    => { 'cmd' => #{cmd.to_s.tr('"', "'")}, 'user' => 'nobody', 'group' => 'nogroup', 'env' => #{env} },
      env_secret    => #{value},
      min_uptime    => 0.2,
      ready_timeout => 1,
    }"
    File.write(manifest, text)
    host.command(*host.puppet('apply'), '--detailed-exitcodes', '--modulepath', host.place('modules'), '--debug',
                 '--reports=store', *options, manifest)
  end

  def manifest
    host.place('manifest.pp')
  end

  # Files of this host that others can read and that hold the secret, but for what the endpoint keeps.
  def leaks
    Dir.glob(File.join(host.dir, '**', '*'), File::FNM_DOTMATCH).select do |path|
      File.file?(path) && path != manifest && !path.start_with?(host.place('porto/')) &&
        File.stat(path).mode & 0o077 != 0 && File.binread(path).include?(secret)
    end
  end

  def command_lines
    Dir.glob('/proc/[0-9]*/cmdline').map do |path|
      File.binread(path)
    rescue SystemCallError
      ''
    end
  end

  it 'reaches the process, and no log, report, argument list or file that others can read', complaint: 10 do
    first = apply("Sensitive({ 'TOKEN' => '#{secret}' })")
    expect(first.status).to eq(2), first.text
    expect(host.process('secretive', 'environ')).to include("TOKEN=#{secret}")
    expect(apply("{ 'TOKEN' => Sensitive('#{secret}') }").status).to eq 0

    update = apply("Sensitive({ 'TOKEN' => '#{secret}-2' })")
    expect(host.process('secretive', 'environ')).to include("TOKEN=#{secret}-2")
    failure = apply("Sensitive({ 'TOKEN' => '#{secret}' })", cmd: ['/bin/false'])
    noop = apply("Sensitive({ 'TOKEN' => '#{secret}' })", '--noop')

    expect([update.status, failure.status, noop.status]).to eq [2, 4, 0]
    expect([first, update, failure, noop, host.resource].map(&:text).join).not_to include(secret)
    expect(command_lines.join).not_to include(secret)
    expect(leaks).to be_empty
  end

  it 'is kept from everybody on the host also where it stands in env' do
    run = apply('{}', env: "{ 'MODE' => 'loud', 'TOKEN' => Sensitive('#{secret}') }")
    expect(run.status).to eq(2), run.text
    expect(host.process('secretive', 'environ')).to include("TOKEN=#{secret}", 'MODE=loud')
    shown = %w[status spec].map do |what|
      host.command('java', '-XX:TieredStopAtLevel=1', '-jar', AgentProcess::JAR, what, 'secretive', '-o', 'json')
    end
    expect(shown.map(&:status)).to eq [0, 0]
    expect([*shown, run].map(&:text).join + porto.get('secretive', 'env')).to include('loud').and(satisfy('hold no secret') { |text| !text.include?(secret) })
    expect(leaks).to be_empty
  end

  it 'may be resolved on the host only' do
    file = host.place('token')
    File.write(file, secret)
    File.chmod(0o600, file)
    run = apply("{ 'TOKEN' => Deferred('file', ['#{file}']) }")

    expect(run.status).to eq(2), run.text
    expect(host.process('secretive', 'environ')).to include("TOKEN=#{secret}")
    expect(run.text).not_to include(secret)
    expect(leaks).to be_empty
  end
end
