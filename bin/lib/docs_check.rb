#!/usr/bin/env ruby
# Holds the documentation to what is there: relative links lead somewhere, and every fenced example that
# follows a `<!-- checked: KIND -->` comment is put through what KIND says:
#
#   definition   a definition file: `porto-daemon validate` accepts it
#   refused      a definition file: `porto-daemon validate` refuses it with the message quoted after the colon
#   hiera        Hiera data: a catalog with `include porto` compiles with it
#   puppet       a manifest: the catalog compiles
#   commands     lines that begin with "$ ": the program, and its subcommand where it is porto-daemon, exist
#   messages     one message a line: the fixed parts between <placeholders> stand in the sources
#   tests        one statement a line, and after "| " the tests that hold it: Class#method, or a spec's path
#
# Usage: ruby docs_check.rb CHECKOUT
require 'fileutils'
require 'open3'
require 'tmpdir'

# One fenced block of a Markdown file that asks to be checked.
Example = Struct.new(:file, :line, :kind, :argument, :text) do
  def place
    "#{file}:#{line}"
  end
end

# Finds links and marked examples in one Markdown file.
class Page
  MARK = /\A<!-- checked: (?<kind>\w+)(?::\s*(?<argument>.*?))? -->\z/

  def initialize(root, file)
    @file = file
    @lines = File.readlines(File.join(root, file), chomp: true)
  end

  def examples
    marks = @lines.each_index.select { |index| @lines[index].match?(MARK) }
    marks.map { |index| example(index) }
  end

  # Relative link targets with their line numbers, outside fenced blocks.
  def links
    fenced = false
    @lines.each_with_index.flat_map do |line, index|
      fenced = !fenced if line.start_with?('```')
      next [] if fenced

      line.scan(/\]\(([^)\s]+)\)/).flatten.grep_v(%r{\A(https?://|mailto:)}).map { |target| [index + 1, target] }
    end
  end

  # Anchors as forges derive them from headings, and those written out.
  def anchors
    written = @lines.flat_map { |line| line.scan(/<a name="([^"]+)">/).flatten }
    written + @lines.grep(/\A#+ /).map { |line| line.sub(/\A#+ /, '').downcase.gsub(/[^\p{Alnum} _-]/, '').tr(' ', '-') }
  end

  private

  def example(index)
    mark = @lines[index].match(MARK)
    start = index + 1
    raise "#{@file}:#{index + 1}: no fenced block follows the mark" unless @lines[start].to_s.start_with?('```')

    length = @lines[(start + 1)..].index('```') || raise("#{@file}:#{start + 1}: the block is not closed")
    Example.new(@file, start + 1, mark[:kind], mark[:argument], @lines[start + 1, length].join("\n") + "\n")
  end
end

# Runs the examples; collects what is wrong.
class DocumentationCheck
  SOURCES = %w[java-core/src/main lib manifests types bin].freeze

  def initialize(root)
    @root = root
    @problems = []
    @counts = Hash.new(0)
  end

  def run
    files = `git -C #{@root} ls-files -z -- '*.md'`.split("\0")
    pages = files.to_h { |file| [file, Page.new(@root, file)] }
    pages.each do |file, page|
      page.links.each { |line, target| check_link(pages, file, line, target) }
      page.examples.each { |example| check_example(example) }
    end
    @problems.each { |problem| warn problem }
    puts "#{files.size} pages: #{@counts.map { |kind, count| "#{count} #{kind}" }.join(', ')}; #{@problems.size} problems"
    @problems.empty?
  end

  private

  def check_link(pages, file, line, target)
    @counts['links'] += 1
    path, anchor = target.split('#', 2)
    full = path.empty? ? file : File.join(File.dirname(file), path).sub(%r{\A\./}, '')
    full = full.gsub(%r{[^/]+/\.\./}, '') while full.match?(%r{[^/]+/\.\./})
    return problem("#{file}:#{line}: the link #{target} leads nowhere") unless File.exist?(File.join(@root, full))
    return if anchor.nil? || pages[full].nil? || pages[full].anchors.include?(anchor)

    problem("#{file}:#{line}: #{full} has no heading for ##{anchor}")
  end

  def check_example(example)
    @counts["#{example.kind} examples"] += 1
    message = send("check_#{example.kind}", example)
    problem("#{example.place}: #{message}") if message
  end

  def check_definition(example)
    output, status = validate(example)
    "refused: #{output}" unless status.success?
  end

  def check_refused(example)
    output, status = validate(example)
    return 'accepted, though the page says that it is refused' if status.success?

    "the message is not the page's: #{output}" unless output.include?(example.argument.to_s)
  end

  def validate(example)
    Dir.mktmpdir do |dir|
      file = File.join(dir, 'definition.yaml')
      File.write(file, example.text)
      Open3.capture2e(File.join(@root, 'bin/porto-daemon'), 'validate', '-f', file)
    end
  end

  def check_hiera(example)
    compile('include porto', example.text)
  end

  def check_puppet(example)
    compile(example.text, "--- {}\n")
  end

  # Compiles a catalog in a throw-away environment; the message of the failure, or nil.
  def compile(manifest, data)
    Dir.mktmpdir do |dir|
      environment = File.join(dir, 'code/environments/production')
      %w[modules manifests data].each { |name| FileUtils.mkdir_p(File.join(environment, name)) }
      File.symlink(@root, File.join(environment, 'modules/porto'))
      File.write(File.join(environment, 'manifests/site.pp'), manifest)
      File.write(File.join(environment, 'data/common.yaml'), data)
      File.write(File.join(environment, 'hiera.yaml'), <<~YAML)
        version: 5
        hierarchy: [{name: common, path: common.yaml, datadir: data, data_hash: yaml_data}]
      YAML
      output, status = Open3.capture2e('puppet', 'catalog', 'compile', 'docs', '--confdir', dir,
                                       '--codedir', File.join(dir, 'code'), '--vardir', File.join(dir, 'var'),
                                       '--color', 'false', '--render-as', 'json')
      errors = output.lines.grep(/Error: (?!Facter)/)
      errors.join unless status.success? && errors.empty?
    end
  end

  def check_commands(example)
    programs = example.text.lines.grep(/\A\$ /).map { |line| line.delete_prefix('$ ').split }
    missing = programs.reject { |words| command?(words) }
    "not there: #{missing.map { |words| words.join(' ') }.join('; ')}" unless missing.empty?
  end

  def command?(words)
    words = words.drop(1) if words.first == 'sudo'
    program = words.first.delete_prefix('./')
    return porto_daemon?(words[1]) if File.basename(program) == 'porto-daemon'
    return File.executable?(File.join(@root, program)) if program.start_with?('bin/')

    ENV['PATH'].split(':').any? { |dir| File.executable?(File.join(dir, program)) }
  end

  def porto_daemon?(subcommand)
    @subcommands ||= {}
    @subcommands.fetch(subcommand) do
      _, status = Open3.capture2e(File.join(@root, 'bin/porto-daemon'), subcommand.to_s, '--help')
      @subcommands[subcommand] = status.success?
    end
  end

  def check_messages(example)
    absent = example.text.lines(chomp: true).reject(&:empty?).flat_map do |line|
      line.split(/<[^>]*>/).map(&:strip).reject { |part| part.length < 4 || sources.include?(part) }
    end
    "no such text in the sources: #{absent.join(' | ')}" unless absent.empty?
  end

  def check_tests(example)
    named = example.text.lines(chomp: true).reject(&:empty?).flat_map { |line| line[/\| (.*)/, 1].to_s.split(', ') }
    return 'no test is named' if named.empty?

    absent = named.reject { |name| test?(name) }
    "no such test: #{absent.join(' | ')}" unless absent.empty?
  end

  def test?(name)
    return File.file?(File.join(@root, name)) if name.end_with?('_spec.rb')

    type, method = name.split('#')
    Dir[File.join(@root, '{java-core,portod-embedded}/src/test/java/**', "#{type}.java")].any? do |file|
      File.read(file, encoding: 'UTF-8').match?(/(void|Stream<DynamicTest>) #{Regexp.escape(method.to_s)}\(/)
    end
  end

  # All sources as one text; Java's and Ruby's broken string literals joined, so that messages are whole.
  def sources
    @sources ||= SOURCES.flat_map { |dir| Dir[File.join(@root, dir, '**/*.{java,rb,pp,sh}')] }
                        .map { |file| File.read(file, encoding: 'UTF-8') }.join("\n")
                        .gsub(/"\s*\+\s*"/, '').gsub(/["']\s*\\\n\s*["']/, '').gsub('\\"', '"')
  end

  def problem(text)
    @problems << text
  end
end

exit DocumentationCheck.new(File.expand_path(ARGV.fetch(0))).run if $PROGRAM_NAME == __FILE__
