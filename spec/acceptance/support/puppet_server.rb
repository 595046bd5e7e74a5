# frozen_string_literal: true

require 'fileutils'
require 'net/http'
require 'socket'
require 'yaml'

# A real puppetserver of Debian's package, with every place of its own below one directory, and its agents.
class PuppetServer
  PACKAGED = '/etc/puppet/puppetserver'
  JAR = '/usr/share/puppetserver/puppetserver.jar'
  # Only a server that hangs takes that long; one that ends is noticed at once.
  PATIENCE = 1200

  def self.installed?
    File.exist?(JAR)
  end

  # @param host [Host] whose modules, environment and patience are used
  def initialize(host)
    @host = host
    @dir = host.place('server')
    @port = free_port
    %w[conf.d services.d code/environments/production/manifests code/environments/production/data/nodes var run log
       ca].each { |folder| FileUtils.mkdir_p(File.join(@dir, folder)) }
    configure
    site
    start
  end

  # Puts Hiera data into a level: `common`, or a node's certname.
  def data(level, values)
    path = level == 'common' ? 'common.yaml' : "nodes/#{level}.yaml"
    File.write(File.join(environment, 'data', path), YAML.dump(values))
  end

  # What every node's catalog is made of.
  def manifest(text)
    File.write(manifest_file, "#{text}\n")
  end

  def manifest_file
    File.join(environment, 'manifests', 'site.pp')
  end

  # One `puppet agent -t`.
  # @return [Host::Run]
  def agent(certname, *options)
    @host.command('puppet', 'agent', '-t', '--color=false', '--confdir', agent_confdir(certname), *options,
                  env: { 'FACTERLIB' => nil })
  end

  # Where an agent keeps what it has synced.
  def agent_place(certname, path)
    File.join(@host.place("agent-#{certname}"), path)
  end

  def log
    File.read(File.join(@dir, 'log', 'puppetserver.log'))
  end

  # Paths of the files that the server holds open.
  def open_files
    Dir["/proc/#{@server}/fd/*"].map do |link|
      File.readlink(link)
    rescue SystemCallError
      ''
    end
  end

  def close
    return if ended

    Process.kill(:TERM, @server)
    Process.wait(@server)
  end

  private

  def ended
    @ended ||= Process.wait(@server, Process::WNOHANG)
  end

  def environment
    File.join(@dir, 'code', 'environments', 'production')
  end

  def free_port
    TCPServer.open('127.0.0.1', 0) { |server| server.addr[1] }
  end

  # The packaged configuration, with its places and its port changed.
  def configure
    Dir[File.join(PACKAGED, '{conf.d,services.d}', '*')].each do |file|
      FileUtils.cp(file, File.join(@dir, file.delete_prefix("#{PACKAGED}/")))
    end
    replace('conf.d/webserver.conf', 'access-log-config: .*' => '', 'ssl-host: .*' => 'ssl-host: 127.0.0.1',
                                     'ssl-port: .*' => "ssl-port: #{@port}")
    replace('conf.d/global.conf', 'logging-config: .*' => "logging-config: #{@dir}/logback.xml")
    replace('conf.d/puppetserver.conf', 'server-conf-dir: .*' => "server-conf-dir: #{@dir}",
                                        'server-code-dir: .*' => "server-code-dir: #{@dir}/code",
                                        'server-var-dir: .*' => "server-var-dir: #{@dir}/var\n    max-active-instances: 1",
                                        'server-run-dir: .*' => "server-run-dir: #{@dir}/run",
                                        'server-log-dir: .*' => "server-log-dir: #{@dir}/log")
    write('logback.xml', logback)
    write('puppet.conf', "[main]\ncertname = localhost\nssldir = #{@dir}/ssl\n" \
                         "[server]\ncadir = #{@dir}/ca\nautosign = true\nuser = root\ngroup = root\n")
  end

  def replace(file, changes)
    path = File.join(@dir, file)
    text = changes.reduce(File.read(path)) { |now, (from, to)| now.gsub(/^(\s*)#{from}/) { "#{Regexp.last_match(1)}#{to}" } }
    File.write(path, text)
  end

  def logback
    <<-XML
      <configuration>
        <appender name="F" class="ch.qos.logback.core.FileAppender">
          <file>#{@dir}/log/puppetserver.log</file>
          <encoder><pattern>%d %-5p [%c{2}] %m%n</pattern></encoder>
        </appender>
        <root level="info"><appender-ref ref="F"/></root>
      </configuration>
    XML
  end

  def site
    FileUtils.ln_s(@host.place('modules'), File.join(environment, 'modules'))
    manifest('include porto')
    hierarchy = [{ 'name' => 'node', 'path' => 'nodes/%{trusted.certname}.yaml' },
                 { 'name' => 'common', 'path' => 'common.yaml' }, { 'name' => 'machine', 'path' => 'machine.yaml' }]
    defaults = { 'datadir' => 'data', 'data_hash' => 'yaml_data' }
    File.write(File.join(environment, 'hiera.yaml'),
               YAML.dump('version' => 5, 'defaults' => defaults, 'hierarchy' => hierarchy))
    File.write(File.join(environment, 'data', 'machine.yaml'), YAML.dump(Host::MACHINE))
  end

  # The server says through the first byte of a file that it is ready.
  def start
    restart = File.join(@dir, 'run', 'restart')
    File.write(restart, '0')
    @server = spawn('java', '-Xms256m', '-Xmx384m', '-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC',
                    '-Djruby.logger.class=com.puppetlabs.jruby_utils.jruby.Slf4jLogger',
                    '-Djruby.lib=/usr/share/jruby/lib', '-jar', JAR, '--config', File.join(@dir, 'conf.d'),
                    '--bootstrap-config', File.join(@dir, 'services.d'), '--restart-file', restart,
                    %i[out err] => File.join(@dir, 'log', 'output.log'))
    @host.wait_until('puppetserver to be ready', PATIENCE) { File.read(restart, 1) != '0' || ended }
    raise "puppetserver ended: #{File.read(File.join(@dir, 'log', 'output.log'))}" if ended
  rescue StandardError
    close
    raise
  end

  def agent_confdir(certname)
    dir = @host.place("agent-#{certname}")
    return dir if File.directory?(dir)

    FileUtils.mkdir_p(dir)
    File.write(File.join(dir, 'puppet.conf'),
               "[main]\ncertname = #{certname}\nserver = localhost\nserverport = #{@port}\n" \
               "#{%w[vardir rundir logdir ssldir].map { |name| "#{name} = #{dir}/#{name}\n" }.join}")
    dir
  end

  def write(name, text)
    File.write(File.join(@dir, name), text)
  end
end
