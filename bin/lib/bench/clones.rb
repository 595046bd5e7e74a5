require 'json'
require 'socket'
require_relative 'core'
require_relative 'definitions'
require_relative 'porto_wire'

module Bench
  # Many daemons as declared, sooner than one by one: the core brings the first one about, and what it asked of Porto
  # and wrote into the store is done again for the others under their own names, revisions and packages. All names
  # have the same length, so frames stay whole.
  class Clones
    # create, createWeak, setProperty, start, setLabel, CreateFromSpec, UpdateFromSpec
    CHANGING = [1, 17, 5, 7, 21, 230, 231].freeze
    SLICE = 100

    def initialize(lab, host)
      @lab = lab
      @host = host
    end

    # @param definitions [Array<Hash>] as the bridge takes them
    def make(definitions)
      first, *others = definitions
      revisions = {}
      frames = recorded do |core|
        core.call('execute', 'daemon' => first)
        definitions.each_slice(SLICE) { |slice| revisions.merge!(revisions_of(core, slice)) }
      end
      record = File.read(record_of(name_of(first)))
      socket = UNIXSocket.new(@host.socket)
      others.each { |definition| clone(definition, name_of(first), revisions, frames, record, socket) }
      socket.close
    end

    private

    def clone(definition, model, revisions, frames, record, socket)
      name = name_of(definition)
      names = { model => name, revisions.fetch(model) => revisions.fetch(name) }
      pattern = Regexp.union(names.keys)
      frames.each { |frame| PortoWire.repeat(socket, frame.gsub(pattern, names)) }
      stored = JSON.parse(record.gsub(pattern, names))
      packages = definition['spec']['packages'].to_h { |package| package.values_at('name', 'version') }
      stored['revisions'].each do |revision|
        revision['packages'] = packages
        revision['definition']['spec']['packages'] = packages
      end
      File.write(record_of(name), JSON.generate(stored))
    end

    # The changing requests that the core makes meanwhile.
    def recorded
      path = File.join(@host.dir, 'recorder.socket')
      recorder = Recorder.new(path, @host.socket)
      core = Core.new(@lab.launch(@host).argv, @host.environment(path))
      yield core
      core.close
      recorder.close
      recorder.requests.select { |frame| CHANGING.include?(PortoWire.method_of(frame)) }
    end

    def revisions_of(core, definitions)
      answer = core.call('observe', 'daemons' => definitions, 'claims' => {}, 'noop' => true, 'plan' => true)
      answer['plans'].transform_values { |plan| plan['revision'] }
    end

    def name_of(definition)
      definition['meta']['name']
    end

    def record_of(name)
      File.join(@host.directory('state'), 'daemons', "#{name}.json")
    end
  end
end
