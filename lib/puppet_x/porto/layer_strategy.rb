# frozen_string_literal: true

module PuppetX
  module Porto
    # Merges nothing: collects what each Hiera level says, the highest first. See {Layers}.
    class LayerStrategy < Puppet::Pops::MergeStrategy
      def self.key
        :porto_layers
      end

      def convert_value(value)
        value.is_a?(Array) ? value : [value]
      end

      def merge_single(value)
        convert_value(value)
      end

      protected

      def value_t
        Puppet::Pops::Types::PAnyType::DEFAULT
      end

      def checked_merge(higher, lower)
        convert_value(higher) + convert_value(lower)
      end
    end
  end
end
