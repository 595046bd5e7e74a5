#!/usr/bin/env ruby
# frozen_string_literal: true

require 'json'

# The task's own files lie where the runner put them.
parameters = JSON.parse($stdin.read)
require File.join(parameters['_installdir'], 'porto', 'lib', 'puppet_x', 'porto', 'task')

reason = parameters['reason'] ? ['--reason', parameters['reason']] : []
PuppetX::Porto::Task.run(60, 'maintenance', *reason, parameters['switch'], parameters['name'])
