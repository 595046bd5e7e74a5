# frozen_string_literal: true

require 'json'
require_relative '../../../puppet_x/porto/claims'
require_relative '../../../puppet_x/porto/declared'
require_relative '../../../puppet_x/porto/definition'
require_relative '../../../puppet_x/porto/plan'
require_relative '../../../puppet_x/porto/session'

Puppet::Type.type(:porto_daemon).provide(:core) do
  desc <<-DOC
    Asks the Java core that comes with this module: one observation and one plan for all daemons of the
    catalog, and one call for each daemon that has to change. It can be used as soon as a Java runtime is
    there, also when that is installed later in the same run.
  DOC

  OUT_OF_STEP = 'its jar is of another version than the module, so sync the module again'.freeze

  confine true: -> { PuppetX::Porto::Session.usable? }

  def self.instances
    observed = PuppetX::Porto::Session.core.observe([], nil, instances: true)
    observed.fetch('errors', {}).each { |name, error| Puppet.err("porto_daemon #{name}: #{error}") }
    observed.fetch('daemons', {}).map { |name, state| new(name: name, observed: state) }
  end

  # One observation and one plan for all daemons. What goes wrong here belongs to the resources, each of which
  # reports it; the others of the catalog go on.
  def self.prefetch(resources)
    ready = resources.reject { |_name, resource| deferred?(resource) }
    survey(ready.values)
  end

  # Deferred values that are resolved late are not known yet; such a daemon is observed on its own in its
  # turn.
  def self.deferred?(resource)
    resource.parameters.each_value.any? do |parameter|
      parameter.value.class.name == 'Puppet::Pops::Evaluator::DeferredValue'
    end
  end

  def self.survey(resources)
    return if resources.empty?

    definitions = resources.map { |resource| PuppetX::Porto::Definition.of(resource) }
    core = PuppetX::Porto::Session.core
    catalog = resources.first.catalog
    # Of the whole catalog: a daemon that is observed on its own does not make the others' definition files count.
    answer = core.observe(definitions, PuppetX::Porto::Claims.of(catalog),
                          declared: PuppetX::Porto::Declared.of(catalog), noop: Puppet[:noop], plan: true)
    resources.each do |resource|
      contradiction = PuppetX::Porto::Claims.contradiction(resource)
      next resource.provider.learn_failure(contradiction) if contradiction

      resource.provider.learn(resource[:name], answer)
    end
  rescue PuppetX::Porto::Error => e
    resources.each { |resource| resource.provider.learn_failure(e.message) }
  end

  # Takes this daemon's part of the answer.
  def learn(name, answer)
    error = answer.fetch('errors', {})[name]
    return learn_failure(error) if error

    # Silence is not taken for "nothing to do".
    planned = answer.fetch('plans', {})[name]
    return learn_failure("the core says nothing of #{name}; #{OUT_OF_STEP}") unless planned

    @property_hash = { observed: answer.fetch('daemons', {})[name] || {} }
    @plan = PuppetX::Porto::Plan.new(planned, aspects: resource.properties.map(&:name),
                                              removes: resource.removes?)
  end

  def learn_failure(message)
    @property_hash = { error: message }
  end

  # Puppet asks for ensure first, so an error of the observation surfaces here, once, as the resource's own.
  def ensure
    look
    mention_plan
    (observed['ensure'] || 'absent').to_sym
  end

  %i[version packages revision state ready].each do |name|
    define_method(name) { shown(observed[name.to_s]) }
  end

  # The command in the form in which it is declared, so that what `puppet resource` prints can be applied.
  def properties
    found = (observed['properties'] || {}).dup
    argv = found.delete('command_argv')
    found = { 'cmd' => JSON.parse(argv) }.merge(found) if argv
    shown(found)
  end

  # The store keeps it with its defaults; whether that is what is declared is for the plan to say.
  def health
    :absent
  end

  # What Porto keeps of secrets cannot be read back; whether they differ is for the plan to say.
  def env_secret
    :absent
  end

  # @return [PuppetX::Porto::Plan] what is to be done about this resource
  def plan
    look
    @plan
  end

  # Brings about everything that is declared. The first property out of sync does it for all of them, so that
  # one run converges and a failure is the failure of an event; the later ones share its outcome.
  def converge
    raise @failure if @failure
    return if @outcome

    @outcome = PuppetX::Porto::Session.core.execute(PuppetX::Porto::Definition.of(resource))
    @outcome.fetch('events', []).each { |text| resource.debug(scrub(text)) }
    remember_outcome
  rescue PuppetX::Porto::Error => e
    @failure ||= Puppet::Error.new(scrub(e.message))
    raise @failure
  end

  # Restarts the daemon for a notification, unless this run has just done so, or it is not to run. One of which
  # nothing is known is left alone: Puppet refreshes also what has failed.
  def refresh
    return if @failure || @property_hash[:error] || resource.should(:ensure) != :running
    return resource.debug('not restarted: it has just been started') if @outcome && plan.starts?

    outcome = PuppetX::Porto::Session.core.refresh(resource[:name], 'refreshed by Puppet')
    return if outcome['changed']

    waits = outcome['waits'].to_s
    resource.warning(scrub("not restarted for the notification: #{waits.empty? ? 'it does not run' : waits}"))
  rescue PuppetX::Porto::Error => e
    raise Puppet::Error, scrub(e.message)
  end

  private

  def observed
    look
    @property_hash[:observed]
  end

  # A resource that prefetch has not seen is looked at on its own.
  def look
    self.class.survey([resource]) if @property_hash.empty?
    error = @property_hash[:error]
    raise Puppet::Error, scrub(error) if error
  end

  # `puppet resource` prints what was reached right after it.
  def remember_outcome
    reached = resource.removes? ? 'absent' : resource.should(:ensure).to_s
    now = @outcome.select { |key, _value| %w[revision state ready].include?(key) }
    @property_hash = { observed: observed.merge(now).merge('ensure' => reached) }
  end

  def shown(value)
    value.nil? || value == '' || value == {} ? :absent : resource.secrets.redact(value)
  end

  # What waits for a restart, and what a change would not be able to do, belongs into every report.
  def mention_plan
    return if @plan.nil?

    resource.warning(scrub(@plan.pending)) if @plan.pending
    return unless @plan.changes?

    @plan.notes.each { |note| resource.notice(scrub(note)) }
    # Of a secret's change Puppet itself tells nothing at all.
    return if @plan.changes_aspect?(:ensure) || !@plan.changes_aspect?(:env_secret)

    resource.notice(scrub(@plan.text(:env_secret)))
  end

  def scrub(text)
    resource.secrets.scrub(text)
  end
end
