module Bench
  # The client that the classic way asks about each container.
  module Portoctl
    SOURCE = File.join(__dir__, 'portoctl.c')

    module_function

    # Porto's own, where PORTOCTL names it, else the small one: what is measured against it is then measured against
    # less than the classic way really costs.
    def path(lab)
      given = ENV.fetch('PORTOCTL', '')
      return given unless given.empty?

      File.join(lab.dir, 'portoctl').tap do |program|
        system('gcc', '-O2', '-Wall', '-o', program, SOURCE, exception: true)
      end
    end

    def ours?
      ENV.fetch('PORTOCTL', '').empty?
    end
  end
end
