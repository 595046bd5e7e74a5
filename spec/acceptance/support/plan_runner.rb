# frozen_string_literal: true

require 'json'
require 'open3'

# Runs a plan with Puppet's own evaluator, in place of Bolt, which Debian has no package of: Puppet knows the
# language of plans; what Bolt adds to it, the functions and types that the plan uses, stands in `plan_runner`.
# A task is run as a runner does it, on the {Host} that the target names.
class PlanRunner
  MODULES = File.join(__dir__, 'plan_runner', 'modules')

  # A task failed, or the plan ended itself.
  class Failed < StandardError; end

  Target = Struct.new(:name)
  Result = Struct.new(:value)
  # What a task came to on each target.
  ResultSet = Struct.new(:results) do
    def first
      results.first
    end
  end

  class << self
    attr_accessor :current
  end

  attr_reader :said, :tasks

  # @param hosts [Hash<String, Host>] by the name of their target
  def initialize(hosts)
    @hosts = hosts
    @said = []
    @tasks = []
  end

  # @return what the plan returns
  def plan(name, parameters)
    require 'puppet_pal'
    self.class.current = self
    host = @hosts.values.first
    settle(host) unless Puppet.settings.app_defaults_initialized?
    path = [host.place('modules'), MODULES]
    Puppet::Pal.in_tmp_environment('plans', modulepath: path, facts: {}) do |pal|
      pal.with_script_compiler { |compiler| evaluate(compiler, name, parameters) }
    end
  end

  # What the plan's `run_task` calls.
  def run(task, target, parameters)
    @tasks << [task, target]
    answer, status = self.class.task(@hosts.fetch(target), task.delete_prefix('porto::'), parameters)
    raise Failed, "#{task} on #{target}: #{answer.dig('_error', 'msg')}" unless status.zero?

    ResultSet.new([Result.new(answer)])
  end

  # A task as a runner starts it: parameters on stdin, the module's files in a directory of its own.
  # @return [Array] its answer and its exit code
  def self.task(host, name, parameters)
    given = parameters.merge('_installdir' => host.place('modules'))
    text, status = Open3.capture2(host.environment, File.join(Host::ROOT, 'tasks', "#{name}.rb"),
                                  stdin_data: JSON.generate(given))
    [JSON.parse(text), status.exitstatus]
  end

  private

  def settle(host)
    places = %w[confdir vardir codedir].flat_map { |name| ["--#{name}", host.place("plan-#{name}")] }
    Puppet.initialize_settings(places)
  end

  def evaluate(compiler, name, parameters)
    compiler.evaluate_string("type TargetSpec = Variant[String, Array[String]]\n[Target, Result, ResultSet]")
    signature = compiler.plan_signature(name)
    signature.callable_with?(parameters) { |mistake| raise Failed, mistake }
    scope = Puppet.lookup(:global_scope)
    plan = Puppet.lookup(:loaders).private_environment_loader.load(:plan, name)
    # A plan's `return` is thrown.
    body = plan.class.dispatcher.dispatchers.first
    catch(:return) { body.call_by_name_with_scope(scope, parameters, true) }.value
  end
end
