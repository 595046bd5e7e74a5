require_relative '../picture'

module Bench
  # How a run with nothing to do grows with the number of daemons, ours and the classic way.
  class Growth
    # Daemons, and how many times each is measured.
    SIZES = { 10 => 5, 100 => 5, 1000 => 3 }.freeze

    def initialize(lab)
      @lab = lab
    end

    def run(runner)
      result = Result.new('growth', 'a Puppet run with nothing to do, by the number of daemons')
      curves = { 'classic: package and exec' => {}, 'ours' => {}, 'empty catalog' => {} }
      SIZES.each do |count, rounds|
        figures = runner.measure(candidates(count, curves.keys), rounds: rounds)
        result.add_figures(figures)
        figures.values.zip(curves.values) { |figure, curve| curve[count] = figure.median / 1000 }
        classic, ours, empty = figures.values
        result.claim("#{count} daemons, marginal against the classic way", ours.beyond(empty) / classic.beyond(empty))
      end
      result.pictures << Picture.new(@lab, 'growth').draw('A Puppet run with nothing to do', 'daemons', 'seconds', curves)
      result
    end

    private

    def candidates(count, names)
      host = @lab.converged_host(count)
      sites = Sites.new(@lab)
      [sites.classic(host, count), sites.ours(host, count), sites.empty(host)].zip(names).map do |site, name|
        Candidate.new("#{name}, #{count}", -> { site.apply && nil })
      end
    end
  end
end
