#!/usr/bin/perl
# Runs one process of one container, outlives the endpoint that asked for it, and records how it ended.
#
# Reads what to run from standard input: "key\0value\0" pairs, lists as repeated keys. Answers on standard
# output with one line: "started <pid> <supervisor pid>" or "failed <errno> <step> <what>". The supervisor then
# goes on alone: it adopts every orphan of the container (PR_SET_CHILD_SUBREAPER), kills what is left when the
# process ends or when it gets SIGTERM itself, and renames a file with the wait status into place.
#
# Only perl-base is needed, which every Debian has. System call numbers: x86_64 and aarch64.
use strict;
use warnings;
use POSIX ();
use Fcntl qw(O_RDONLY O_WRONLY O_RDWR O_APPEND O_CREAT O_EXCL O_NONBLOCK O_NOCTTY F_SETFL);

my $ARM = (POSIX::uname())[4] eq 'aarch64';
my $SYS_PRCTL = $ARM ? 167 : 157;
my $SYS_UNSHARE = $ARM ? 97 : 272;
my $SYS_SETNS = $ARM ? 268 : 308;
my $TIOCSCTTY = 0x540e;
my $SYS_CAPSET = $ARM ? 91 : 126;
my $PR_SET_KEEPCAPS = 8;
my $PR_CAPBSET_DROP = 24;
my $PR_CAP_AMBIENT = 47;
my $PR_CAP_AMBIENT_RAISE = 2;
my $PR_SET_CHILD_SUBREAPER = 36;
my %CLONE_NEW = (mount => 0x20000, uts => 0x4000000, ipc => 0x8000000, pid => 0x20000000, net => 0x40000000);
my %NS_FILE = (mount => 'mnt', map { $_ => $_ } qw(uts ipc pid net));

require($0 =~ s{[^/]+$}{sandbox.pl}r);
our (%one, %many);
read_description();
my ($report_read, $report_write) = pipe_or_die();
my $supervisor = fork() // fail('fork', 'supervisor');
if ($supervisor) {
  close $report_write;
  my $answer = do { local $/; <$report_read> };
  print defined $answer && length $answer ? $answer : "failed 0 supervisor died\n";
  exit 0;
}
close $report_read;
supervise();

sub read_description {
  binmode STDIN;
  my @fields = split /\0/, do { local $/; <STDIN> }, -1;
  while (@fields > 1) {
    my ($key, $value) = splice @fields, 0, 2;
    $one{$key} = $value;
    push @{$many{$key}}, $value;
  }
}

sub supervise {
  POSIX::setsid();
  chdir '/';
  syscall $SYS_PRCTL, $PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0;
  $SIG{TERM} = sub { kill_descendants($$) };
  $SIG{$_} = 'IGNORE' for qw(HUP INT QUIT PIPE);
  open STDIN, '<', '/dev/null';
  open STDOUT, '>', '/dev/null';
  open STDERR, '>', '/dev/null';

  my ($go_read, $go_write) = pipe_or_die();          # holds the task back until its pid is on record
  my ($fault_read, $fault_write) = pipe_or_die();    # closed by a successful exec
  my ($pid_read, $pid_write) = pipe_or_die();        # tells the task's pid as the host sees it
  my ($status_read, $status_write) = pipe_or_die();  # tells the task's wait status, when an init waited for it
  my %namespace = map { $_ => 1 } @{$many{namespace} || []};
  my %joined = joined_namespaces();
  my $entered = delete $joined{pid};
  if ($entered ? !set_namespace($entered) : $namespace{pid} && syscall($SYS_UNSHARE, $CLONE_NEW{pid}) != 0) {
    syswrite $report_write, 'failed ' . ($! + 0) . " unshare pid\n";
    POSIX::_exit(1);
  }
  my $first = fork() // fail('fork', 'task');
  if (!$first) {
    close $_ for $go_write, $fault_read, $pid_read, $status_read, $report_write;
    my @pipes = ($go_read, $fault_write, $pid_write, $status_write);
    eval { $entered ? guest(\%namespace, \%joined, @pipes) : first_process(\%namespace, \%joined, @pipes) };
    report($fault_write, 'supervisor', $@ || 'the command was not run'); # or its end would pass for the command's
  }
  close $_ for $go_read, $fault_write, $pid_write, $status_write, grep { defined } $entered, values %joined;
  $0 = "portod-embedded: container $one{name}";

  my $task = <$pid_read>;
  if (defined $task) {
    chomp $task;
    write_file($one{task_file}, "$task " . start_ticks($task) . " $$ " . start_ticks($$) . "\n");
    print $go_write "go\n";
  }
  close $go_write;
  my $fault = do { local $/; <$fault_read> };
  if (!defined $task || defined $fault && length $fault) {
    kill_descendants($$);
    1 while waitpid(-1, 0) > 0;
    unlink $one{task_file};
    syswrite $report_write, 'failed ' . ($fault || "0 supervisor task died early") . "\n";
    POSIX::_exit(1);
  }
  syswrite $report_write, "started $task $$\n";
  close $report_write;

  my $status = 0;
  my $inner = $entered ? <$status_read> : undef;      # a guest stays for the others until they are dead
  my $ended = time;
  kill_descendants($$) if defined $inner;
  while (1) {
    my $child = waitpid(-1, 0);
    next if $child < 0 && $!{EINTR};
    $status = $? if $child == $first;
    last if $child < 0 || $child == $first;
  }
  $ended = time if !defined $inner;
  $inner //= <$status_read>;
  $status = $inner + 0 if defined $inner;
  do { kill_descendants($$) } while waitpid(-1, 0) > 0;
  write_file($one{exit_file}, "$one{generation} $status $ended\n");
  unlink $one{task_file};
  POSIX::_exit(0);
}

# Which namespaces of the container's parent are not our own: their names, and their files, open.
sub joined_namespaces {
  my %found;
  my $of = $one{join} or return;
  for my $name (keys %NS_FILE) {
    my $file = "/proc/$of/ns/$NS_FILE{$name}";
    my $theirs = readlink $file or next;              # its process has ended, and so will ours
    next if $theirs eq readlink "/proc/self/ns/$NS_FILE{$name}";
    open $found{$name}, '<', $file or delete $found{$name};
  }
  return %found;
}

sub set_namespace {
  return syscall($SYS_SETNS, fileno $_[0], 0) == 0;
}

# In the pid namespace of the container's parent orphans would go to that one's init, where nobody knew them for
# ours. So they are adopted by a process of the same namespace, which ends when all below it have ended.
sub guest {
  my ($namespace, $joined, $go, $fault, $pid_out, $status_out) = @_;
  syscall $SYS_PRCTL, $PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0;
  if ($namespace->{pid} && syscall($SYS_UNSHARE, $CLONE_NEW{pid}) != 0) {
    report($fault, 'unshare', 'pid');
  }
  my $child = fork() // report($fault, 'fork', 'task');
  if (!$child) {
    first_process($namespace, $joined, $go, $fault, $pid_out, $status_out);
  }
  close $_ for $go, $fault, $pid_out, values %$joined;
  $SIG{TERM} = 'IGNORE';
  $0 = "porto-guest: container $one{name}";           # by this the endpoint knows it, too
  enter_cgroups();
  while (1) {
    my $pid = waitpid(-1, 0);
    next if $pid < 0 && $!{EINTR};
    last if $pid < 0;
    print_and_close($status_out, "$?\n") if $pid == $child; # behind what an init has told: the first line counts
  }
  POSIX::_exit(0);
}

# The first process of the container: the task itself, or with a pid namespace a small init and the task below.
sub first_process {
  my ($namespace, $joined, $go, $fault, $pid_out, $status_out) = @_;
  if (!$namespace->{pid} || $one{as_init}) {
    close $status_out;
    become_task($namespace, $joined, $go, $fault, $pid_out);
  }
  my $child = fork() // report($fault, 'fork', 'task');
  if (!$child) {
    close $status_out;
    become_task($namespace, $joined, $go, $fault, $pid_out);
  }
  close $_ for $go, $fault, $pid_out, values %$joined;
  $SIG{TERM} = 'IGNORE';
  $0 = 'portod-embedded: init';
  enter_cgroups();
  while (1) {
    my $pid = waitpid(-1, 0);
    next if $pid < 0 && $!{EINTR};
    last if $pid == $child || $pid < 0;
  }
  print_and_close($status_out, "$?\n");
  POSIX::_exit(0);                                    # and with it everything in the namespace
}

sub become_task {
  my ($namespace, $joined, $go, $fault, $pid_out) = @_;
  print_and_close($pid_out, readlink('/proc/self') . "\n"); # by the host's /proc, before any other is mounted
  open_streams($fault);
  set_namespace($joined->{$_}) or report($fault, 'setns', $_) for sort keys %$joined;
  my $flags = 0;
  $flags |= $CLONE_NEW{$_} for grep { $_ ne 'pid' } keys %$namespace;
  if ($flags && syscall($SYS_UNSHARE, $flags) != 0) {
    report($fault, 'unshare', join ',', keys %$namespace);
  }
  loopback_up() if $namespace->{net};
  prepare_mounts($namespace, $fault);
  task($go, $fault);
}

sub enter_cgroups {
  print_and_close(open_to_write($_), '0') for @{$many{cgroup_procs} || []};
}

# Becomes the container's command. Order matters: what needs root first, the credentials last.
sub task {
  my ($go, $fault) = @_;
  if (!defined(my $line = <$go>)) {
    POSIX::_exit(127);
  }
  POSIX::setsid();
  ioctl STDIN, $TIOCSCTTY, 0 if -t STDIN;             # or Ctrl-C on it would reach nobody
  my @groups = map { open_to_write($_) } @{$many{cgroup_procs} || []};
  if (my $adjustment = $one{oom_score_adj}) {
    open my $file, '>', '/proc/self/oom_score_adj';
    print_and_close($file, $adjustment);
  }
  if (@{$many{ulimit} || []}) {
    system({'prlimit'} 'prlimit', "--pid=$$", map { "--$_" } @{$many{ulimit}}) == 0
      or report($fault, 'setrlimit', join ' ', @{$many{ulimit}});
  }
  print_and_close($_, '0') for @groups;               # from here on, what is used is the container's
  if ($one{root} ne '/') {
    chroot $one{root} or report($fault, 'chroot', $one{root});
    chdir '/';
  }
  chdir $one{cwd} or report($fault, 'chdir', $one{cwd});
  umask oct $one{umask};
  # Numbers must be numbers: syscall passes a string by its address.
  syscall($SYS_PRCTL, $PR_CAPBSET_DROP, $_ + 0, 0, 0, 0) for @{$many{capability_drop} || []};
  credentials($fault);
  $SIG{$_} = 'DEFAULT' for grep { !/^(?:NUM|__|KILL|STOP|CHLD)/ } keys %SIG;
  $SIG{CHLD} = 'DEFAULT';
  POSIX::sigprocmask(POSIX::SIG_SETMASK(), POSIX::SigSet->new);
  idle($fault) if $one{idle};
  %ENV = map { split /=/, $_, 2 } @{$many{env} || []};
  my @argv = @{$many{argv}};
  no warnings 'exec';
  exec { $argv[0] } @argv;
  report($fault, 'exec', $argv[0]);
}

# What a container without a command runs: somebody has to hold its namespaces, and to wait for orphans.
sub idle {
  my ($fault) = @_;
  $SIG{CHLD} = 'IGNORE';
  $SIG{TERM} = sub { POSIX::_exit(0) };
  $0 = "portoinit --container $one{name}";
  POSIX::close($_) for 3 .. 255;                      # among them $fault: that all went well
  sleep 3600 while 1;
}

sub credentials {
  my ($fault) = @_;
  my ($uid, $gid) = @one{qw(uid gid)};
  my @ambient = @{$many{capability_ambient} || []};
  syscall($SYS_PRCTL, $PR_SET_KEEPCAPS, 1, 0, 0, 0) if @ambient;
  $! = 0;
  $) = join ' ', $gid, $gid, grep { $_ ne $gid } @{$many{gid_extra} || []};
  report($fault, 'setgroups', $gid) if $!;
  $( = $gid;
  POSIX::setgid($gid) or report($fault, 'setgid', $gid);
  POSIX::setuid($uid) or report($fault, 'setuid', $uid);
  $< == $uid && $> == $uid or report($fault, 'setuid', $uid);
  ambient($fault, @ambient) if @ambient;
}

# Capabilities that outlive exec without root: they must be permitted and inheritable first.
sub ambient {
  my ($fault, @numbers) = @_;
  my @mask = (0, 0);
  $mask[$_ >> 5] |= 1 << ($_ & 31) for @numbers;
  my $header = pack 'L2', 0x20080522, 0;              # _LINUX_CAPABILITY_VERSION_3, this process
  my $sets = pack 'L6', ($mask[0]) x 3, ($mask[1]) x 3; # effective, permitted, inheritable
  syscall($SYS_CAPSET, $header, $sets) == 0 or report($fault, 'capset', join ' ', @numbers);
  for (@numbers) {
    syscall($SYS_PRCTL, $PR_CAP_AMBIENT, $PR_CAP_AMBIENT_RAISE, $_ + 0, 0, 0) == 0
      or report($fault, 'ambient capability', $_);
  }
}

# By the host's paths, so before anything is mounted: a stream may be another process's descriptor.
sub open_streams {
  my ($fault) = @_;
  redirect(0, $one{stdin}, $fault);
  redirect(1, $one{stdout}, $fault);
  redirect(2, $one{stderr}, $fault);
}

sub redirect {
  my ($number, $path, $fault) = @_;
  my $flags = $number == 0 ? O_RDONLY : O_WRONLY | O_APPEND;
  my $fd = POSIX::open($path, $flags | O_NOCTTY | O_NONBLOCK);
  if (!defined $fd && $!{ENOENT} && $number) {
    $fd = POSIX::open($path, $flags | O_NOCTTY | O_NONBLOCK | O_CREAT | O_EXCL, 0660);
    chown $one{uid}, $one{gid}, $path if defined $fd;
  }
  report($fault, 'open', $path) if !defined $fd;
  if (POSIX::isatty($fd)) {
    POSIX::close($fd);
    $fd = POSIX::open($path, O_RDWR | O_NOCTTY);
    report($fault, 'open', $path) if !defined $fd;
  }
  POSIX::dup2($fd, $number) if $fd != $number;
  POSIX::close($fd) if $fd > 2;
  open my $stream, '+<&=', $number;
  fcntl $stream, F_SETFL, $flags if defined $stream;
  $one{"stream$number"} = $stream;                   # kept, or perl would close it
}

# A guest goes last, by itself: it adopts those whose parents are killed.
sub kill_descendants {
  my ($of) = @_;
  while (1) {
    my @below = grep { !is_zombie($_) } descendants($of);
    return if !@below;
    my @others = grep { (read_first("/proc/$_/comm") // '') ne "porto-guest: co\n" } @below;
    kill 'KILL', @others ? @others : @below;
    select undef, undef, undef, 0.002;
  }
}

sub descendants {
  my @found;
  my @open = @_;
  while (defined(my $pid = shift @open)) {
    for my $list (glob "/proc/$pid/task/*/children") {
      my @children = split ' ', read_first($list) // '';
      push @found, @children;
      push @open, @children;
    }
  }
  return @found;
}

sub is_zombie {
  my $stat = read_first("/proc/$_[0]/stat") // return 1;
  return $stat =~ /\) [ZX]/;
}

# Field 22 of /proc/PID/stat: with the pid it names a process for good, as pids are used again.
sub start_ticks {
  my $stat = read_first("/proc/$_[0]/stat") // return 0;
  $stat =~ s/^.*\) //;
  return (split ' ', $stat)[19];
}

# A group's file is now and then not found while other groups come and go beside it. Undefined then: an empty list
# would shift the arguments of whom it is given to.
sub open_to_write {
  for my $attempt (1 .. 5) {
    if (open my $out, '>', $_[0]) {
      return $out;
    }
    last if !$!{ENOENT};
    select undef, undef, undef, 0.002;
  }
  return undef;
}

sub read_first {
  open my $in, '<', $_[0] or return undef;
  return scalar <$in>;
}

sub write_file {
  my ($path, $text) = @_;
  open my $out, '>', "$path.new" or return;
  print_and_close($out, $text);
  rename "$path.new", $path;
}

sub print_and_close {
  my ($out, $text) = @_;
  return if !defined $out;
  print {$out} $text;
  close $out;
}

sub report {
  my ($fault, $step, $what) = @_;
  my $errno = $! + 0;
  $what =~ s/\n/ /g;
  syswrite $fault, "$errno $step $what";
  POSIX::_exit(127);
}

sub pipe_or_die {
  pipe my $read, my $write or fail('pipe', '');
  binmode $_ for $read, $write;
  return ($read, $write);
}

sub fail {
  my ($step, $what) = @_;
  print 'failed ', $! + 0, " $step $what\n";
  exit 1;
}
