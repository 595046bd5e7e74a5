#!/usr/bin/env ruby
# frozen_string_literal: true

require 'json'

# The task's own files lie where the runner put them.
parameters = JSON.parse($stdin.read)
require File.join(parameters['_installdir'], 'porto', 'lib', 'puppet_x', 'porto', 'task')

stream = parameters['stream'] == 'stdout' ? '--stdout' : '--stderr'
PuppetX::Porto::Task.run(60, 'logs', stream, '-n', parameters.fetch('lines', 50).to_s, parameters['name'])
