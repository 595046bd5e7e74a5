# @summary A GET and the statuses that are well: a `url`, or the parts of one on 127.0.0.1.
type Porto::HttpCheck = Struct[{
    Optional[url]    => Pattern[/\Ahttps?:\/\/\S+\z/],
    Optional[scheme] => Enum['http', 'https'],
    Optional[host]   => String[1],
    Optional[port]   => Porto::Port,
    Optional[path]   => Pattern[/\A\/\S*\z/],
    Optional[status] => Variant[Integer[100, 599], Pattern[/\A[1-5]\d\d(-[1-5]\d\d)?\z/]],
}]
