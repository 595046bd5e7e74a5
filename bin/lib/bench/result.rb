module Bench
  # What is held against a bound.
  #
  # value: a figure of this run; limit: at most this, or nil where the figure alone is wanted; unit: "times" or what
  # it is measured in.
  Claim = Struct.new(:text, :value, :limit, :unit) do
    def met?
      limit.nil? || value <= limit
    end

    def verdict
      return '' if limit.nil?

      met? ? 'met' : 'MISSED'
    end

    def to_h
      { 'text' => text, 'value' => value.round(3), 'limit' => limit, 'unit' => unit,
        'met' => (limit.nil? ? nil : met?) }
    end
  end

  # The outcome of one comparison: rows of figures, and claims about them.
  class Result
    attr_reader :name, :title, :rows, :claims, :pictures, :notes, :failure

    # Of a comparison that could not be carried out.
    def self.failed(name, error)
      new(name, 'could not be measured', failure: "#{error.message.strip} (#{error.backtrace.first})")
    end

    def initialize(name, title, failure: nil)
      @failure = failure
      @name = name
      @title = title
      @rows = []
      @claims = []
      @pictures = []
      @notes = []
    end

    # Figures of candidates measured together; the first is the baseline of the ratios.
    def add_figures(figures, unit: 'ms')
      baseline = figures.values.first
      figures.each_value { |figure| @rows << figure.row(baseline, unit: unit) }
      self
    end

    # A row that was measured elsewhere.
    def add_row(name, unit, values, baseline: nil)
      median = Statistics.median(values)
      @rows << { 'name' => name, 'unit' => unit, 'runs' => values.size, 'median' => median.round(3),
                 'p10' => Statistics.quantile(values, 0.1).round(3),
                 'p90' => Statistics.quantile(values, 0.9).round(3),
                 'cpu' => nil, 'ratio' => baseline && (median / baseline).round(3) }
      median
    end

    def claim(text, value, limit = nil, unit = 'times')
      @claims << Claim.new(text, value.to_f, limit, unit)
      self
    end

    def note(text)
      @notes << text
    end

    def to_h
      { 'comparison' => name, 'title' => title, 'figures' => rows, 'claims' => claims.map(&:to_h),
        'failure' => failure, 'pictures' => pictures.map { |path| File.basename(path) }, 'notes' => notes }
    end
  end
end
