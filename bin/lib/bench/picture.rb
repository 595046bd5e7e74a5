require 'open3'

module Bench
  # Draws curves into docs/benchmarks/, by gnuplot, on doubly logarithmic axes.
  class Picture
    def initialize(lab, name)
      @path = File.join(lab.root, 'docs/benchmarks', "#{name}.png")
      FileUtils.mkdir_p(File.dirname(@path))
    end

    # @param curves [Hash<String, Hash<Numeric, Numeric>>] by name: y by x
    # @return [String] the picture's path
    def draw(title, horizontal, vertical, curves)
      script = <<~PLOT
        set terminal pngcairo size 900,540 font 'sans,11'
        set output '#{@path}'
        set title '#{title}'
        set xlabel '#{horizontal}'
        set ylabel '#{vertical}'
        set logscale xy
        set key left top
        set grid
        plot #{curves.keys.map { |name| "'-' using 1:2 with linespoints lw 2 pt 7 title '#{name}'" }.join(', ')}
        #{curves.values.map { |curve| "#{curve.map { |point| point.join(' ') }.join("\n")}\ne" }.join("\n")}
      PLOT
      output, status = Open3.capture2e('gnuplot', stdin_data: script)
      abort "gnuplot: #{output}" unless status.success?
      @path
    end
  end
end
