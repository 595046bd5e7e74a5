# frozen_string_literal: true

require 'puppet_x/porto/class_archive'

RSpec.describe PuppetX::Porto::ClassArchive do
  let(:jar) { File.join(@scratch, 'core.jar').tap { |path| File.write(path, 'jar') unless File.exist?(path) } }
  let(:cache) { File.join(@scratch, 'cache') }

  def archive(jvm = '17')
    described_class.new(cache, jar, jvm)
  end

  # What the JVM does at its exit.
  def dump(archive, content = 'classes' * 1000)
    draft = archive.flags.first[/\A-XX:ArchiveClassesAtExit=(.*)\z/, 1]
    File.write(draft, content)
    archive.settle(true)
  end

  it 'has the first JVM make it, and later ones use it' do
    dump(archive)

    expect(archive.flags).to eq ["-XX:SharedArchiveFile=#{archive.path}"]
  end

  it 'leaves no draft behind' do
    dump(archive)

    expect(Dir.children(cache)).to contain_exactly(File.basename(archive.path), "#{File.basename(archive.path)}.sum")
  end

  it 'does not use one that was cut short, which would crash the JVM' do
    dump(archive)
    File.truncate(archive.path, 100)

    expect(archive.flags.first).to start_with('-XX:ArchiveClassesAtExit=')
  end

  it 'does not use one that was damaged' do
    dump(archive)
    File.open(archive.path, 'r+b') { |file| file.seek(2000) && file.write("\0" * 16) }

    expect(archive.flags.first).to start_with('-XX:ArchiveClassesAtExit=')
  end

  context 'with an archive that nobody has touched for a while' do
    before do
      dump(archive)
      allow(Time).to receive(:now).and_return(Time.now + 5)
      archive.flags
    end

    it 'does not sum it again at every start' do
      expect(Zlib).not_to receive(:crc32)

      expect(archive.flags).to eq ["-XX:SharedArchiveFile=#{archive.path}"]
    end

    it 'sums it again once it was written to' do
      File.open(archive.path, 'r+b') { |file| file.seek(2000) && file.write("\0" * 16) }

      expect(archive.flags.first).to start_with('-XX:ArchiveClassesAtExit=')
    end

    it 'takes it again when it came out of a backup as it was' do
      content = File.read(archive.path)
      File.delete(archive.path)
      File.write(archive.path, content)

      expect(archive.flags).to eq ["-XX:SharedArchiveFile=#{archive.path}"]
    end
  end

  it 'removes drafts of runs that were killed long ago, and no others' do
    FileUtils.mkdir_p(cache)
    drafts = %w[core-0123.jsa.17 core-0123.jsa.18].map { |name| File.join(cache, name) }
    FileUtils.touch(drafts)
    FileUtils.touch(drafts.first, mtime: Time.now - (2 * 86_400))
    dump(archive)

    expect(drafts.map { |draft| File.exist?(draft) }).to eq [false, true]
  end

  it 'makes a new one for another jar or JVM, and removes the old' do
    dump(archive)
    old = archive.path
    dump(archive('21'))

    expect(File.exist?(old)).to be false
    File.write(jar, 'another jar')
    expect(archive('21').flags.first).to start_with('-XX:ArchiveClassesAtExit=')
  end

  it 'throws away what a JVM that failed has written' do
    one = archive
    File.write(one.flags.first.split('=').last, 'half')
    one.settle(false)

    expect(Dir.children(cache)).to be_empty
  end

  it 'does without where the cache cannot be written' do
    File.write(cache, 'a file, no directory')

    expect(archive.flags).to eq []
    archive.settle(true)
  end
end
