# The supervisor's other half: what a container sees of the system when it has namespaces of its own.
use strict;
use warnings;
use POSIX ();

our (%one, %many);
my $ARM = (POSIX::uname())[4] eq 'aarch64';
my $SYS_MOUNT = $ARM ? 40 : 165;
my $SYS_MKNODAT = $ARM ? 33 : 259;
my $SYS_SETHOSTNAME = $ARM ? 161 : 170;
my %MS = (ro => 1, nosuid => 2, nodev => 4, noexec => 8, remount => 32, bind => 4096, rec => 16384,
          private => 1 << 18, slave => 1 << 19);

sub loopback_up {
  socket my $socket, 2, 2, 0 or return;
  my $request = pack 'a16 s x22', 'lo', 0x41;         # IFF_UP | IFF_RUNNING
  ioctl $socket, 0x8914, $request;                    # SIOCSIFFLAGS
}

sub prepare_mounts {
  my ($namespace, $fault) = @_;
  return if !$namespace->{mount};
  mount('none', '/', '', $MS{rec} | $MS{slave}, '') or report($fault, 'mount', '/');
  my $root = $one{root} eq '/' ? '' : $one{root};
  if ($one{own_root}) {
    -d $root or report($fault, 'chroot', $root);
    mount($root, $root, '', $MS{bind} | $MS{rec}, '') or report($fault, 'chroot', $root);
    populate_root($root, $fault);
  } elsif ($namespace->{pid}) {
    mount('proc', "$root/proc", 'proc', $MS{nosuid} | $MS{nodev} | $MS{noexec}, '')
      or report($fault, 'mount', "$root/proc");
  }
  for my $bind (@{$many{bind} || []}) {
    my ($source, $target, $flags) = split /\n/, $bind, 3;
    bind_mount($source, "$root$target", $flags, $fault);
  }
  for my $link (@{$many{symlink} || []}) {
    my ($name, $target) = split /\n/, $link, 2;
    symlink $target, "$root$name";
  }
  if ($one{root_readonly} && $root) {
    mount('none', $root, '', $MS{remount} | $MS{bind} | $MS{ro}, '') or report($fault, 'mount', "$root ro");
  }
  if (length $one{hostname}) {
    syscall($SYS_SETHOSTNAME, $one{hostname}, length $one{hostname}) == 0
      or report($fault, 'sethostname', $one{hostname});
  }
}

# What a root directory of its own needs before programs feel at home: /proc, /sys, /dev.
sub populate_root {
  my ($root, $fault) = @_;
  mkdir "$root/$_" for qw(proc sys dev tmp run);
  mount('proc', "$root/proc", 'proc', $MS{nosuid} | $MS{nodev} | $MS{noexec}, '')
    or report($fault, 'mount', "$root/proc");
  mount('sysfs', "$root/sys", 'sysfs', $MS{ro} | $MS{nosuid} | $MS{nodev} | $MS{noexec}, '')
    or report($fault, 'mount', "$root/sys");
  mount('tmpfs', "$root/dev", 'tmpfs', $MS{nosuid}, 'mode=755,size=32m') or report($fault, 'mount', "$root/dev");
  my %node = (null => 0x103, zero => 0x105, full => 0x107, random => 0x108, urandom => 0x109, tty => 0x500);
  umask 0;
  for my $name (keys %node) {
    syscall($SYS_MKNODAT, -100, "$root/dev/$name", 020666, $node{$name});
  }
  symlink '/proc/self/fd', "$root/dev/fd";
  symlink "/proc/self/fd/$_->[0]", "$root/dev/$_->[1]" for [0, 'stdin'], [1, 'stdout'], [2, 'stderr'];
  mkdir "$root/dev/$_" for qw(pts shm);
  mount('devpts', "$root/dev/pts", 'devpts', $MS{nosuid} | $MS{noexec}, 'newinstance,ptmxmode=0666,mode=620,gid=5');
  symlink 'pts/ptmx', "$root/dev/ptmx";
  mount('tmpfs', "$root/dev/shm", 'tmpfs', $MS{nosuid} | $MS{nodev}, 'mode=1777');
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

1;
