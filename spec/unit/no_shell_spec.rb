# frozen_string_literal: true

RSpec.describe 'Module and core' do
  let(:root) { File.expand_path('../..', __dir__) }

  def sources(pattern)
    Dir[File.join(root, pattern)].sort
  end

  def objections(files)
    files.flat_map do |file|
      yield(File.read(file), file).map { |objection| "#{file.delete_prefix("#{root}/")}:#{objection}" }
    end
  end

  it 'start processes with lists of arguments' do
    files = sources('{lib,tasks}/**/*.rb')
    expect(files.sum { |file| ProcessStarts.count(File.read(file)) }).to be_positive
    expect(objections(files) { |text| ProcessStarts.in_ruby(text) }).to be_empty
  end

  it 'start them without a shell from Java, too' do
    files = sources('java-core/src/main/java/**/*.java')
    expect(files.count { |file| File.read(file).include?('new ProcessBuilder(') }).to be_positive
    expect(objections(files) { |text, file| ProcessStarts.in_java(text, file) }).to be_empty
  end

  it 'have no resource that runs a command' do
    manifests = sources('{manifests,plans}/**/*.pp')
    expect(objections(manifests) { |text| text.scan(/^\s*exec\s*\{|run_command|run_script/) }).to be_empty
  end

  it 'would be caught at it' do
    ['system("ls #{x}")', 'exec "ls"', '`ls`', '%x(ls)', 'Open3.capture2e(line)', 'IO.popen(text)',
     'Puppet::Util::Execution.execute("ls")'].each do |text|
      expect(ProcessStarts.in_ruby(text)).not_to be_empty, text
    end
    lists = "# `ls` with system(x)\nexec(*argv)\nOpen3.popen3(*argv, pgroup: true)"
    expect(ProcessStarts.in_ruby(lists)).to be_empty
    java = ['new ProcessBuilder("sh", "-c", x)', 'Runtime.getRuntime().exec(x)', 'List.of("/bin/bash", x)']
    java.each do |text|
      expect(ProcessStarts.in_java(text)).not_to be_empty, text
    end
  end
end
