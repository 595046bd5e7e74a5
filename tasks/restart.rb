#!/usr/bin/env ruby
# frozen_string_literal: true

require 'json'

# The task's own files lie where the runner put them.
parameters = JSON.parse($stdin.read)
require File.join(parameters['_installdir'], 'porto', 'lib', 'puppet_x', 'porto', 'task')

# An update that waits may fetch packages first, and the old process may take its time to stop.
PuppetX::Porto::Task.run(1800, 'restart', '--reason', parameters['reason'], parameters['name'])
