# frozen_string_literal: true

require 'ripper'

# Finds where sources start processes, and which of these would go through a shell: a command as one text does,
# a list of arguments does not.
module ProcessStarts
  STARTING = /\A(system|exec|spawn|popen[23]?e?|capture2e?|capture3|pipeline\w*)\z/
  # Puppet's own ways, which take a text as well.
  PUPPETS = %w[Execution execpipe execfail].freeze
  JAVA_LISTS = /\A(argv|List\.of\()/
  # A shell that an operator asked for, inside of a container.
  ASKED_FOR = 'cli/ShellCommand.java'

  module_function

  # @return [Array<String>] what of a Ruby source goes through a shell
  def in_ruby(text)
    tokens = Ripper.lex(text).reject { |token| %i[on_sp on_ignored_nl on_nl on_comment].include?(token[1]) }
    tokens.each_index.map { |index| ruby_objection(*tokens[index, 3]) }.compact
  end

  # @return [Array<String>] what of a Java source goes through a shell
  def in_java(text, file = '')
    starts = text.scan(/new ProcessBuilder\(\s*([^;]{1,40})/).flatten.grep_v(JAVA_LISTS)
    shells = file.end_with?(ASKED_FOR) ? [] : text.scan(%r{"(?:/bin/)?(?:ba|da)?sh"})
    starts + shells + text.scan(/getRuntime\(\)\s*\.exec\(|"-c"/)
  end

  # How often a Ruby source starts a process.
  def count(text)
    Ripper.lex(text).count { |token| token[1] == :on_ident && STARTING.match?(token[2]) }
  end

  def ruby_objection(token, following = nil, argument = nil)
    (line,), kind, word = token
    case kind
    when :on_backtick then "#{line}: #{word}"
    when :on_const, :on_ident
      list = following && following[2] == '(' && argument && argument[2] == '*'
      text = kind == :on_ident && STARTING.match?(word) && !list
      "#{line}: #{word}" if text || PUPPETS.include?(word)
    end
  end
end
