require_relative '../jmh'

module Bench
  # Reading the status of 3,000 packages.
  class Dpkg
    WANTED = 1.5

    def initialize(lab)
      @lab = lab
    end

    def run(runner)
      result = Result.new('dpkg', "the status of #{DpkgCopy::SIZE} packages")
      measured = Jmh.new(@lab).run('DpkgBenchmark', warm_up: '2s').to_h { |one| [one.name.split('.').last, one] }
      least = measured.fetch('bytesAndLines').median
      rows = { 'bytesAndLines' => 'its bytes and line ends, warm', 'linesAsStrings' => 'its lines as strings, warm',
               'status' => 'the core: name, version, state, architecture of each, warm' }
      rows.each { |key, title| result.add_row(title, 'us', measured.fetch(key).samples, baseline: least) }
      result.claim('the core, warm, against bytes and line ends', measured.fetch('status').median / least, WANTED)
      result.claim('the core, warm, against lines as strings',
                   measured.fetch('status').median / measured.fetch('linesAsStrings').median)
      query(runner, result, measured.fetch('status').median / 1000)
    end

    private

    def query(runner, result, core)
      name = 'dpkg-query -W, a process'
      figures = runner.measure([Candidate.new(name, -> { dpkg_query && nil })], rounds: 21)
      result.add_figures(figures)
      result.claim('the core, warm, against dpkg-query', core / figures.fetch(name).median)
      result
    end

    def dpkg_query
      system(@lab.dpkg.environment, 'dpkg-query', '-W', out: File::NULL, exception: true)
    end
  end
end
