# @summary Where status goes, and where actions are logged; docs/monitoring/README.md explains each key.
type Porto::Sinks = Struct[{
  Optional['prometheus'] => Struct[{
    'directory' => Pattern[/\A\//],
  }],
  Optional['yasm']       => Struct[{
    'url'                => Pattern[/\Ahttps?:\/\//],
    Optional['suffix']   => Pattern[/\A_([adt][vehmntx]{3}|summ|hgram|max)\z/],
    Optional['ttl']      => Integer[1, 86400],
    Optional['tags']     => Hash[String[1], Pattern[/\A[^;=]+\z/]],
    Optional['deadline'] => Integer[1, 60],
  }],
  Optional['juggler']    => Struct[{
    'url'                => Pattern[/\Ahttps?:\/\//],
    Optional['host']     => Pattern[/\A[A-Za-z0-9._:-]+\z/],
    Optional['source']   => Pattern[/\A[\x21-\x7e]+\z/],
    Optional['deadline'] => Integer[1, 60],
  }],
  Optional['log']        => Struct[{
    Optional['file']      => Pattern[/\A\//],
    Optional['max_bytes'] => Integer[4096],
    Optional['keep']      => Integer[0, 100],
  }],
}]
