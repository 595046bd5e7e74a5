# frozen_string_literal: true

require 'open3'
require 'shellwords'

# A real terminal: a tmux of its own, that one command runs in.
class Terminal
  # Writes the command's exit code down: tmux does not always tell it. Ctrl-C is the command's alone.
  WATCH = 'trap : INT; "$@"; echo $? >"$0.new"; mv "$0.new" "$0"'

  # @param dir [String] where its socket lies
  # @param environment [Hash] of the command
  # @param size [Array(Integer, Integer)] columns and lines
  def initialize(dir, environment, argv, size: [100, 24])
    @socket = File.join(dir, "tmux-#{Process.clock_gettime(Process::CLOCK_MONOTONIC, :nanosecond)}")
    @ending = "#{@socket}.status"
    variables = environment.merge('TERM' => 'screen').flat_map { |name, value| ['-e', "#{name}=#{value}"] }
    columns, lines = size
    # The window outlives its command, so that its end and its last picture can be seen.
    tmux('-f', '/dev/null', 'start-server', ';', 'set-option', '-g', 'remain-on-exit', 'on', ';',
         'set-option', '-g', 'status', 'off', ';',
         'new-session', '-d', '-x', columns.to_s, '-y', lines.to_s, *variables, Shellwords.join(['exec', 'sh', '-c', WATCH, @ending, *argv]))
  end

  # What it shows, without the blank lines at its end. At the command's end tmux pushes lines out of sight, to
  # write that it has ended.
  def text
    tmux('capture-pane', '-p', '-S', '-').sub(/\s*(Pane is dead.*)?\s*\z/, "\n")
  end

  # The same with the sequences for colours.
  def coloured
    tmux('capture-pane', '-p', '-e', '-S', '-')
  end

  def press(*keys)
    tmux('send-keys', *keys)
  end

  def resize(columns, lines)
    tmux('resize-window', '-x', columns.to_s, '-y', lines.to_s)
  end

  def ended?
    File.exist?(@ending)
  end

  # The command's exit code; 128 and more when a signal ended it.
  def status
    Integer(File.read(@ending))
  end

  def close
    tmux('kill-server')
  rescue RuntimeError
    nil
  end

  private

  def tmux(*arguments)
    out, status = Open3.capture2e({ 'TMUX' => nil }, 'tmux', '-S', @socket, *arguments)
    raise "tmux #{arguments.first}: #{out}" unless status.success?

    out
  end
end
