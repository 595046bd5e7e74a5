# frozen_string_literal: true

require 'fileutils'
require 'json'
require 'open3'

module WithoutFixes
  # A copy of a checkout, in which one fix after the other is taken out.
  class Tree
    JAR = 'lib/java/porto-daemon-core.jar'
    LONGEST = 900

    # How one example ended: `passed`, `failed`, or `broken` where it did not get as far as to judge.
    Verdict = Struct.new(:outcome, :message) do
      # @return [String] the message's beginning, without what Facter says of a machine like this one
      def gist
        said = message.gsub(/Error: Facter: [^\n\\]*(\\n|\n|\z)/, '').split("\n")
        said.map(&:strip).reject(&:empty?).first(4).join(' ')[0, 160]
      end
    end

    # @param root [String] the checkout, built
    # @param dir [String] an empty directory
    def initialize(root, dir)
      @root = root
      @dir = File.join(dir, 'tree')
      @classes = File.join(dir, 'classes')
      list = run!('git', '-C', root, 'ls-files', '-z', '--cached', '--others', '--exclude-standard')
      endpoint = Dir.glob('portod-embedded/target/portod-embedded-*-all.jar', base: root)
      needed = [*list.split("\0"), JAR, *endpoint].reject { |file| file.include?('/src/test/') }
      needed.each { |file| copy(file) }
    end

    # What the fix's example says without the fix.
    # @return [Verdict]
    def without(fix)
      take_out(fix)
      compile(fix.java) unless fix.java.empty?
      verdict(fix)
    ensure
      (fix.changes.map(&:file) + [JAR]).uniq.each { |file| copy(file) }
    end

    # What the fix's example says.
    # @return [Verdict]
    def verdict(fix)
      argv = ['rspec', '--options', '/dev/null', '--format', 'json', '--tag', "complaint:#{fix.number}"]
      text, status = in_time([*argv, *helpers(fix), fix.spec])
      report = JSON.parse(text[/^\{.*\}$/m].to_s)
      judge(report)
    rescue JSON::ParserError
      Verdict.new('broken', "no report, exit status #{status}: #{text.to_s.lines.last(3).join(' ').strip}")
    end

    private

    def helpers(fix)
      fix.spec.start_with?('spec/acceptance') ? [] : %w[--require spec_helper]
    end

    def judge(report)
      examples = report.fetch('examples')
      outside = report.dig('summary', 'errors_outside_of_examples_count').to_i
      unless examples.length == 1 && outside.zero?
        return Verdict.new('broken', "#{examples.length} examples, #{outside} errors outside of them")
      end

      exception = examples.first['exception']
      return Verdict.new(examples.first['status'], '') if exception.nil?

      # Only an expectation judges, or that it was not met in time; anything else may be the machine's fault.
      expected = exception['class'] =~ /ExpectationNotMetError|MultipleExpectationsNotMetError|Host::InVain/
      Verdict.new(expected ? 'failed' : 'broken', exception['message'].to_s.strip)
    end

    def take_out(fix)
      objections = fix.objections(@dir)
      raise objections.join('; ') unless objections.empty?

      fix.changes.each do |change|
        path = File.join(@dir, change.file)
        File.write(path, change.taken_out(File.read(path)))
      end
    end

    # The jar has all that the changed sources need.
    def compile(sources)
      FileUtils.rm_rf(@classes)
      jar = File.join(@dir, JAR)
      files = sources.map { |file| File.join(@dir, file) }
      run!('javac', '-nowarn', '-proc:none', '-cp', jar, '-d', @classes, *files)
      run!('jar', '--update', '--file', jar, '-C', @classes, '.')
    end

    # What is fetched for the bare host is fetched once.
    def environment
      { 'PORTO_BARE_HOST' => File.join(@root, 'target', 'bare-host') }
    end

    def in_time(argv)
      Open3.popen2e(environment, *argv, chdir: @dir, pgroup: true) do |input, output, waiter|
        input.close
        reader = Thread.new { output.read }
        unless waiter.join(LONGEST)
          Process.kill(:KILL, -waiter.pid)
          return ["it took longer than #{LONGEST} s", nil]
        end
        [reader.value, waiter.value.exitstatus]
      end
    end

    def run!(*argv)
      text, status = Open3.capture2e(*argv, stdin_data: '')
      raise "#{argv.first(3).join(' ')}: #{text}" unless status.success?

      text
    end

    def copy(file)
      from = File.join(@root, file)
      return unless File.file?(from)

      FileUtils.mkdir_p(File.dirname(File.join(@dir, file)))
      FileUtils.cp(from, File.join(@dir, file), preserve: true)
    end
  end
end
