# frozen_string_literal: true

require 'puppet_x/porto/portod_probe'

RSpec.describe PuppetX::Porto::PortodProbe do
  let(:path) { File.join(@scratch, 'portod.socket') }

  # A portod that gives canned answers, one to a request, each written byte for byte by hand.
  def portod(*answers)
    server = UNIXServer.new(path)
    @thread = Thread.new do
      client = server.accept
      answers.each do |answer|
        client.readpartial(100)
        client.write([answer.bytesize].pack('C') + answer)
      end
      client.read
    end
    yield
  ensure
    @thread.kill
    server.close
  end

  def field(number, bytes)
    key = number << 3 | 2
    (key < 128 ? [key] : [key & 0x7f | 0x80, key >> 7]).pack('C*') + [bytes.bytesize].pack('C') + bytes
  end

  let(:version) { "\x08\x00".b + field(8, field(1, '5.3.59') + field(2, '28334e0')) }
  let(:system) { "\x08\x00".b + field(300, field(1, '5.3.59') + field(3, '6.1.0') + "\x50\x00".b) }
  let(:list) { "\x08\x00".b + field(3, field(1, '/') + field(1, 'web') + field(1, 'web/worker')) }

  it 'tells version, revision, kernel and how many containers there are' do
    portod(version, system, list) do
      expect(described_class.new(path).call)
        .to eq('version' => '5.3.59', 'revision' => '28334e0', 'kernel' => '6.1.0', 'containers' => 2)
    end
  end

  it 'does without what an older portod does not know' do
    portod(version, "\x08\x02".b, list) do
      expect(described_class.new(path).call).to include('version' => '5.3.59', 'kernel' => nil, 'containers' => 2)
    end
  end

  it 'is quiet when there is no socket' do
    expect(described_class.new(path).call).to be_nil
  end

  it 'is quiet when nobody listens' do
    UNIXServer.new(path).close

    expect(described_class.new(path).call).to be_nil
  end

  it 'gives up on a portod that hangs' do
    portod { expect(described_class.new(path, patience: 0.1).call).to be_nil }
  end

  it 'gives up on rubbish, and on an answer that is cut short' do
    portod("\x0f\xff\xff".b) { expect(described_class.new(path, patience: 5).call).to be_nil }
    File.unlink(path)
    portod("\x42\x70\x01".b) { expect(described_class.new(path, patience: 5).call).to be_nil }
  end
end
