# frozen_string_literal: true

require 'json'

# A core for specs that need no Porto: it holds daemons in memory, plans by plain comparison, and answers the
# bridge's methods as docs/architecture.md lists them. It is a transport, so no process is started.
class FakeCore
  attr_reader :requests, :daemons, :closed
  attr_accessor :failures, :pending, :notes

  # @param daemons [Hash] observed state by daemon
  def initialize(daemons = {})
    @daemons = daemons
    @requests = []
    @failures = {}
    @pending = {}
    @notes = {}
    @answers = []
    @closed = false
  end

  # @return [Array<Hash>] params of the requests with a method
  def asked(method)
    @requests.select { |request| request['method'] == method }.map { |request| request['params'] }
  end

  def open?
    !@closed
  end

  def write(line, _deadline)
    request = JSON.parse(line)
    @requests << request
    @answers << JSON.generate({ 'jsonrpc' => '2.0', 'id' => request['id'] }.merge(answer(request)))
  end

  def read(_deadline)
    @answers.shift
  end

  def broken(what)
    @closed = true
    raise PuppetX::Porto::BridgeBroken, "the core #{what}"
  end

  def close
    @closed = true
  end

  private

  def answer(request)
    method = request['method']
    failure = @failures[method] || @failures["#{method} #{name_of(request['params'])}"]
    return { 'error' => failure } if failure

    { 'result' => send("answer_#{method}", request['params']) }
  end

  def name_of(params)
    params['name'] || (params['daemon'] || {}).dig('meta', 'name')
  end

  def answer_hello(_params)
    { 'protocol' => 1, 'version' => '0', 'pid' => Process.pid }
  end

  def answer_observe(params)
    names = params['daemons'].map { |definition| definition['meta']['name'] }
    names |= @daemons.keys if params['instances']
    seen = names.map { |name| [name, @daemons[name] || { 'ensure' => 'absent' }] }.to_h
    plans = params['daemons'].map { |definition| [definition['meta']['name'], plan_for(definition)] }.to_h
    { 'daemons' => seen, 'plans' => params['plan'] ? plans : {}, 'errors' => {} }
  end

  def answer_execute(params)
    definition = params['daemon']
    name = definition['meta']['name']
    @daemons[name] = reached(definition)
    { 'name' => name, 'changed' => true, 'events' => [] }
  end

  def answer_restart(params)
    { 'name' => params['name'], 'changed' => true, 'events' => [] }
  end

  def answer_shutdown(_params)
    {}
  end

  def reached(definition)
    ensured = definition['ensure'] == 'purged' ? 'absent' : definition['ensure']
    return { 'ensure' => 'absent' } if ensured == 'absent'

    return (@daemons[definition['meta']['name']] || {}).merge('ensure' => ensured) unless definition['spec']

    spec = definition['spec']
    { 'ensure' => ensured, 'version' => definition['meta']['version'],
      'packages' => (spec['packages'] || []).map { |package| package.values_at('name', 'version') }.to_h,
      'properties' => spec['properties'] || {}, 'state' => ensured == 'running' ? 'running' : 'stopped',
      'ready' => ensured == 'running', 'managed' => true, 'revision' => 'a' * 40, 'status' => 'CURRENT' }
  end

  def plan_for(definition)
    name = definition['meta']['name']
    differences = compare(@daemons[name] || { 'ensure' => 'absent' }, reached(definition))
    waits = @pending[name]
    { 'name' => name, 'changes' => differences.any? && waits.nil?, 'pending' => waits,
      'notes' => @notes[name] || [],
      'disruption' => differences.any? { |it| it['disruption'] == 'restart' } ? 'restart' : 'none',
      'differences' => differences, 'actions' => [] }
  end

  def compare(was, becomes)
    return [] if was['ensure'] == 'absent' && becomes['ensure'] == 'absent'

    plain = %w[ensure version].flat_map { |aspect| one(aspect, aspect, was[aspect], becomes[aspect]) }
    plain + %w[packages properties].flat_map do |aspect|
      old = was[aspect] || {}
      new = becomes[aspect] || {}
      (old.keys | new.keys).flat_map { |key| one(aspect, "#{aspect}.#{key}", old[key], new[key]) }
    end
  end

  def one(aspect, path, was, becomes)
    return [] if was == becomes

    disruption = path =~ /limit/ ? 'live' : 'restart'
    [{ 'aspect' => aspect, 'path' => path, 'was' => was.to_s, 'becomes' => becomes.to_s,
       'disruption' => disruption, 'text' => "#{path}: #{was || '(unset)'} -> #{becomes || '(unset)'} (#{disruption})" }]
  end
end
