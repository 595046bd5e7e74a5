#!/usr/bin/perl
# Stands first in the PATH of maintainer scripts while packages are installed whose services must not run
# outside of their containers. Starting and enabling is skipped; all else goes to the real tool.
use strict;
use warnings;

my ($here, $tool) = $0 =~ m{^(.*)/([^/]+)$};
my %starts = map { $_ => 1 } qw(
  start restart try-restart condrestart reload-or-restart try-reload-or-restart force-reload
  enable reenable preset preset-all defaults --start -S
);
if (grep { $starts{$_} } @ARGV) {
  print STDERR "porto-daemon: not done, since the service runs in a container: $tool @ARGV\n";
  exit 0;
}
$ENV{PATH} = join ':', grep { $_ ne $here } split /:/, $ENV{PATH};
exec { $tool } $tool, @ARGV;
print STDERR "porto-daemon: cannot run $tool: $!\n";
exit 127;
