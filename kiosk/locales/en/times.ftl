# How long ago, and lists.

ago-now = just now
ago-minutes = { $n ->
    [one] 1 minute ago
   *[other] { $n } minutes ago
}
ago-hours = { $n ->
    [one] 1 hour ago
   *[other] { $n } hours ago
}
ago-hours-minutes = { $hours ->
    [one] 1 hour
   *[other] { $hours } hours
} { $n ->
    [one] 1 minute ago
   *[other] { $n } minutes ago
}
ago-days = { $n ->
    [one] 1 day ago
   *[other] { $n } days ago
}
list-and = { $rest } and { $last }
