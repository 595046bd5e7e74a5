#!/usr/bin/perl
# Asks and changes Porto by hand, as portoctl does, over the same socket. It shares no code with the core,
# so it can both check what the core did and play the colleague who changes a container behind its back.
#
#   portoctl.pl list | get NAME PROPERTY | set NAME PROPERTY VALUE | stop NAME | destroy NAME
use strict;
use warnings;
use IO::Socket::UNIX;

# Field numbers of TContainerRequest and of each request's body, from Porto's rpc.proto.
my %OPERATION = (list => 3, get => 4, set => 5, stop => 8, destroy => 2);
my %ARGUMENTS = (list => 0, get => 2, set => 3, stop => 1, destroy => 1);

my ($operation, @arguments) = @ARGV;
die "usage: portoctl.pl list | get NAME PROPERTY | set NAME PROPERTY VALUE | stop NAME | destroy NAME\n"
  unless defined $operation && exists $OPERATION{$operation} && @arguments == $ARGUMENTS{$operation};

my $path = $ENV{PORTO_SOCKET} || '/run/portod.socket';
my $socket = IO::Socket::UNIX->new(Peer => $path) or die "$path: $!\n";
alarm 60;

my $body = '';
$body .= field($_ + 1, $arguments[$_]) for 0 .. $#arguments;
my $request = field($OPERATION{$operation}, $body);
$socket->print(varint(length $request) . $request);
$socket->flush;

my %response = parse(read_exactly(read_length()));
die sprintf("error %d: %s\n", $response{1}[0], ($response{2} || [''])->[0]) if $response{1}[0];
if ($operation eq 'list') {
  my %names = parse($response{3}[0] || '');
  print "$_\n" for @{ $names{1} || [] };
} elsif ($operation eq 'get') {
  my %value = parse($response{4}[0]);
  my $text = $value{1}[0];
  print $text =~ /\n\z/ ? $text : "$text\n";
}

sub varint {
  my ($number) = @_;
  my $bytes = '';
  while ($number > 127) {
    $bytes .= chr($number & 127 | 128);
    $number >>= 7;
  }
  return $bytes . chr $number;
}

# A length-delimited field.
sub field {
  my ($number, $value) = @_;
  return varint($number << 3 | 2) . varint(length $value) . $value;
}

sub read_exactly {
  my ($wanted) = @_;
  my $bytes = '';
  while (length $bytes < $wanted) {
    my $count = read $socket, $bytes, $wanted - length $bytes, length $bytes;
    die "$path: the connection ended in the middle of an answer\n" unless $count;
  }
  return $bytes;
}

sub read_length {
  my ($number, $shift) = (0, 0);
  while (1) {
    my $byte = ord read_exactly(1);
    $number |= ($byte & 127) << $shift;
    return $number if $byte < 128;
    $shift += 7;
  }
}

# A message's fields: number to the list of values. Only varints and length-delimited fields occur here.
sub parse {
  my ($bytes) = @_;
  my %fields;
  my $number = sub {
    my ($value, $shift) = (0, 0);
    while (length $bytes) {
      my $byte = ord substr $bytes, 0, 1, '';
      $value |= ($byte & 127) << $shift;
      return $value if $byte < 128;
      $shift += 7;
    }
    die "a number is cut off\n";
  };
  while (length $bytes) {
    my $key = $number->();
    my $wire = $key & 7;
    if ($wire == 0) {
      push @{ $fields{ $key >> 3 } }, $number->();
    } elsif ($wire == 2) {
      push @{ $fields{ $key >> 3 } }, substr $bytes, 0, $number->(), '';
    } else {
      die "wire type $wire was not expected\n";
    }
  }
  return %fields;
}
