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
my $SYS_MOUNT = $ARM ? 40 : 165;
my $SYS_SETHOSTNAME = $ARM ? 161 : 170;
my $PR_SET_PDEATHSIG = 1;
my $PR_SET_CHILD_SUBREAPER = 36;
my %CLONE_NEW = (mount => 0x20000, uts => 0x4000000, ipc => 0x8000000, pid => 0x20000000, net => 0x40000000);
my %MS = (ro => 1, nosuid => 2, nodev => 4, noexec => 8, remount => 32, bind => 4096, rec => 16384,
          private => 1 << 18, slave => 1 << 19);

my (%one, %many);
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
  my $stopping = 0;
  $SIG{TERM} = sub { $stopping = 1; kill_descendants($$) };
  $SIG{$_} = 'IGNORE' for qw(HUP INT QUIT PIPE);
  open STDIN, '<', '/dev/null';
  open STDOUT, '>', '/dev/null';
  open STDERR, '>', '/dev/null';

  my ($go_read, $go_write) = pipe_or_die();          # holds the task back until its pid is on record
  my ($fault_read, $fault_write) = pipe_or_die();    # closed by a successful exec
  my ($pid_read, $pid_write) = pipe_or_die();        # tells the task's pid as the host sees it
  my $first = fork() // fail('fork', 'task');
  if (!$first) {
    close $_ for $go_write, $fault_read, $pid_read;
    first_process($go_read, $fault_write, $pid_write);
    POSIX::_exit(127);
  }
  close $_ for $go_read, $fault_write, $pid_write;
  $0 = "portod-embedded: container $one{name}";

  my $task = <$pid_read>;
  if (defined $task) {
    chomp $task;
    attach($_, $task, $first) for @{$many{cgroup_procs} || []};
    write_file($one{task_file}, "$task " . start_ticks($task) . " $$ " . start_ticks($$) . "\n");
    print $go_write "go\n";
  }
  close $go_write;
  my $fault = do { local $/; <$fault_read> };
  if (defined $fault && length $fault) {
    kill_descendants($$);
    1 while waitpid(-1, 0) > 0;
    unlink $one{task_file};
    syswrite $report_write, "failed $fault\n";
    POSIX::_exit(1);
  }
  syswrite $report_write, "started $task $$\n";
  close $report_write;

  my $status = 0;
  while (1) {
    my $child = waitpid(-1, 0);
    next if $child < 0 && $!{EINTR};
    last if $child < 0;
    next if $child != $first;
    $status = $?;
    last;
  }
  my $ended = time;
  if (my $inner = read_first($one{status_file})) {
    ($status) = split / /, $inner;
    unlink $one{status_file};
  }
  do { kill_descendants($$) } while waitpid(-1, 0) > 0;
  write_file($one{exit_file}, "$one{generation} $status $ended\n");
  unlink $one{task_file};
  POSIX::_exit(0);
}

# The first process of the container: the task itself, or with a pid namespace a small init and the task below.
sub first_process {
  my ($go, $fault, $pid_out) = @_;
  my $flags = 0;
  $flags |= $CLONE_NEW{$_} for @{$many{namespace} || []};
  if ($flags && syscall($SYS_UNSHARE, $flags) != 0) {
    report($fault, 'unshare', join ',', @{$many{namespace}});
  }
  if (!($flags & $CLONE_NEW{pid})) {
    print_and_close($pid_out, "$$\n");
    task($go, $fault);
  }
  my $init = fork() // report($fault, 'fork', 'init');
  if ($init) {
    close $_ for $go, $fault, $pid_out;
    waitpid $init, 0;
    my $status = $?;
    POSIX::_exit($status & 127 ? 128 + ($status & 127) : $status >> 8);
  }
  syscall $SYS_PRCTL, $PR_SET_PDEATHSIG, POSIX::SIGKILL(), 0, 0, 0;
  my $child = fork() // report($fault, 'fork', 'task');
  if (!$child) {
    print_and_close($pid_out, readlink('/proc/self') . "\n");
    mounts($fault);
    task($go, $fault);
  }
  open my $status_out, '>', "$one{status_file}.new";
  close $_ for $go, $fault, $pid_out;
  while (1) {
    my $pid = waitpid(-1, 0);
    next if $pid < 0 && $!{EINTR};
    last if $pid == $child || $pid < 0;
  }
  print_and_close($status_out, "$? " . time . "\n");
  rename "$one{status_file}.new", $one{status_file};
  POSIX::_exit(0);
}

sub mounts {
  my ($fault) = @_;
  mount('none', '/', '', $MS{rec} | $MS{slave}, '') or report($fault, 'mount', '/');
  my $root = $one{root} eq '/' ? '' : $one{root};
  for my $bind (@{$many{bind} || []}) {
    my ($source, $target, $flags) = split /\n/, $bind, 3;
    bind_mount($source, "$root$target", $flags, $fault);
  }
  mount('proc', "$root/proc", 'proc', $MS{nosuid} | $MS{nodev} | $MS{noexec}, '')
    if grep { $_ eq 'pid' } @{$many{namespace} || []} and -d "$root/proc";
  if (defined $one{hostname} && length $one{hostname}) {
    syscall($SYS_SETHOSTNAME, $one{hostname}, length $one{hostname}) == 0
      or report($fault, 'sethostname', $one{hostname});
  }
}

sub bind_mount {
  my ($source, $target, $flags, $fault) = @_;
  my %flag = map { $_ => 1 } split /,/, $flags;
  if (!-e $target) {
    -d $source ? mkdir $target : do { open my $file, '>', $target };
  }
  mount($source, $target, '', $MS{bind} | ($flag{rec} ? $MS{rec} : 0), '')
    or report($fault, 'bind', "$source to $target");
  my $mask = 0;
  $mask |= $MS{$_} for grep { $flag{$_} } qw(ro nosuid nodev noexec);
  return if !$mask;
  mount('none', $target, '', $MS{remount} | $MS{bind} | $mask, '') or report($fault, 'bind', "$target $flags");
}

sub mount {
  my ($source, $target, $type, $flags, $data) = @_;
  return syscall($SYS_MOUNT, $source, $target, $type, $flags, $data) == 0;
}

# Becomes the container's command. Order matters: what needs root first, the credentials last.
sub task {
  my ($go, $fault) = @_;
  if (!defined(my $line = <$go>)) {
    POSIX::_exit(127);
  }
  POSIX::setsid();
  redirect(0, $one{stdin}, $fault);
  redirect(1, $one{stdout}, $fault);
  redirect(2, $one{stderr}, $fault);
  if (my $adjustment = $one{oom_score_adj}) {
    open my $file, '>', '/proc/self/oom_score_adj';
    print_and_close($file, $adjustment);
  }
  if (@{$many{ulimit} || []}) {
    system({'prlimit'} 'prlimit', "--pid=$$", map { "--$_" } @{$many{ulimit}}) == 0
      or report($fault, 'setrlimit', join ' ', @{$many{ulimit}});
  }
  if ($one{root} ne '/') {
    chroot $one{root} or report($fault, 'chroot', $one{root});
    chdir '/';
  }
  chdir $one{cwd} or report($fault, 'chdir', $one{cwd});
  umask oct $one{umask};
  credentials($fault);
  $SIG{$_} = 'DEFAULT' for grep { !/^(?:NUM|__|KILL|STOP|CHLD)/ } keys %SIG;
  $SIG{CHLD} = 'DEFAULT';
  POSIX::sigprocmask(POSIX::SIG_SETMASK(), POSIX::SigSet->new);
  %ENV = map { split /=/, $_, 2 } @{$many{env} || []};
  my @argv = @{$many{argv}};
  no warnings 'exec';
  exec { $argv[0] } @argv;
  report($fault, 'exec', $argv[0]);
}

sub credentials {
  my ($fault) = @_;
  my ($uid, $gid) = @one{qw(uid gid)};
  return if $one{keep_credentials};
  $! = 0;
  $) = join ' ', $gid, $gid, grep { $_ ne $gid } @{$many{gid_extra} || []};
  report($fault, 'setgroups', $gid) if $!;
  $( = $gid;
  POSIX::setgid($gid) or report($fault, 'setgid', $gid);
  POSIX::setuid($uid) or report($fault, 'setuid', $uid);
  $< == $uid && $> == $uid or report($fault, 'setuid', $uid);
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

sub kill_descendants {
  my ($of) = @_;
  while (1) {
    my @below = grep { !is_zombie($_) } descendants($of);
    return if !@below;
    kill 'KILL', @below;
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

sub attach {
  my ($file, @pids) = @_;
  for my $pid (@pids) {
    open my $out, '>', $file or next;
    print_and_close($out, $pid);
  }
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
