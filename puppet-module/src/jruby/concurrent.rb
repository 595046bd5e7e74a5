# frozen_string_literal: true

# Debian's concurrent-ruby comes without the jar that JRuby needs of it. Puppet uses these two of its classes
# only.
require 'delegate'

module Concurrent
  Hash = ::Hash

  # A value that each thread has for itself.
  class ThreadLocalVar
    def initialize(default = nil, &block)
      @default = block || -> { default }
      @key = :"porto_thread_local_#{object_id}"
    end

    def value
      self.value = @default.call unless Thread.current.thread_variable?(@key)
      Thread.current.thread_variable_get(@key)
    end

    def value=(value)
      Thread.current.thread_variable_set(@key, value)
    end
  end
  RubyThreadLocalVar = ThreadLocalVar
end

$LOADED_FEATURES << 'concurrent.rb' << 'concurrent/hash.rb' << 'concurrent/atomic/ruby_thread_local_var.rb'
