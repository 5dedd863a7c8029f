# Faint yn ôl, a rhestrau.

ago-now = nawr
ago-minutes = { $n ->
    [one] 1 munud yn ôl
    [two] 2 funud yn ôl
   *[other] { $n } munud yn ôl
}
ago-hours = { $n } awr yn ôl
ago-hours-minutes = { $hours } awr { $n ->
    [one] ac 1 munud yn ôl
    [two] a 2 funud yn ôl
   *[other] a { $n } munud yn ôl
}
ago-days = { $n ->
    [one] 1 diwrnod yn ôl
    [two] 2 ddiwrnod yn ôl
   *[other] { $n } diwrnod yn ôl
}
list-and = { $rest } { $vowel ->
    [yes] ac
   *[no] a
} { $last }
