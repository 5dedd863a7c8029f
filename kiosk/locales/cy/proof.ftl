# Y prawf ar ôl toriad: beth sydd yma, a pha ddyfeisiau sydd â’r un peth yn union.

proof-title = Prawf
proof-looking = Yn gofyn beth sydd gan bob dyfais
proof-whole = { $of ->
    [zero] Nid oes dyfais
    [one] Adferwyd: mae popeth gan unig ddyfais y digwyddiad
    [two] Adferwyd: mae’r ddwy ddyfais yn union yr un fath
    [few] Adferwyd: mae pob un o’r { $of } dyfais yn union yr un fath
    [many] Adferwyd: mae pob un o’r { $of } dyfais yn union yr un fath
   *[other] Adferwyd: mae pob un o’r { $of } dyfais yn union yr un fath
}
proof-part = Heb ei adfer eto: { $left } o { $of } dyfais ar ôl
proof-next = Dewch â’r rhain i’r rhwydwaith, neu cariwch fwrdd pob un yma ar ffon: { $names }
proof-no-server = Nid oes gweinydd wedi cysylltu: ni wyddys beth sydd gan y dyfeisiau eraill
proof-counts = { $sessions ->
    [zero] Dim sesiwn
    [one] 1 sesiwn
    [two] { $sessions } sesiwn
    [few] { $sessions } sesiwn
    [many] { $sessions } sesiwn
   *[other] { $sessions } sesiwn
}, { $edits ->
    [zero] dim golygiad
    [one] 1 golygiad
    [two] { $edits } olygiad
    [few] { $edits } golygiad
    [many] { $edits } golygiad
   *[other] { $edits } golygiad
}
proof-about = Yr un fath yw: mae’r golygiadau, y dyfeisiau a dderbyniwyd ac enwau pobl yn union fel y maent ar y gweinydd, ac nid oes golygiad yn aros i’w anfon
proof-member = { $name } ({ $role })
proof-member-here = { $name } ({ $role }), y ddyfais hon
proof-same = Mae popeth sydd gan y gweinydd ganddi, a does dim newid yn aros
proof-here = Y ddyfais hon: mae popeth sydd ganddi wedi’i gyfrif yma
proof-differs = { $n ->
    [zero] Wedi cysylltu, ac yn dal i ddal i fyny
    [0] Wedi cysylltu, ac yn dal i ddal i fyny
    [one] Wedi cysylltu, gydag 1 golygiad heb gyrraedd y gweinydd
    [two] Wedi cysylltu, gyda { $n } olygiad heb gyrraedd y gweinydd
    [few] Wedi cysylltu, gyda { $n } golygiad heb gyrraedd y gweinydd
    [many] Wedi cysylltu, gyda { $n } golygiad heb gyrraedd y gweinydd
   *[other] Wedi cysylltu, gyda { $n } golygiad heb gyrraedd y gweinydd
}
proof-silent = Wedi cysylltu, ond nid yw’n dweud beth sydd ganddi: diweddarwch ei rhaglen
proof-heard = Clywyd ganddi ddiwethaf am { $time } ({ $ago }) { $known ->
    [no] heb ofyn beth sydd ganddi
   *[yes] { $n ->
        [zero] a phopeth ar y gweinydd; gall fod ganddi’r hyn a olygwyd yno wedyn
        [0] a phopeth ar y gweinydd; gall fod ganddi’r hyn a olygwyd yno wedyn
        [one] gydag 1 golygiad heb gyrraedd y gweinydd
        [two] gyda { $n } olygiad heb gyrraedd y gweinydd
        [few] gyda { $n } golygiad heb gyrraedd y gweinydd
        [many] gyda { $n } golygiad heb gyrraedd y gweinydd
       *[other] gyda { $n } golygiad heb gyrraedd y gweinydd
    }
}
proof-never = Nid oes gweinydd y gwyddys amdano yma wedi clywed ganddi: gall fod ganddi olygiadau
proof-edits = { $n ->
    [zero] Nid oes golygiad o’i heiddo yma
    [0] Nid oes golygiad o’i heiddo yma
    [one] Mae 1 golygiad o’i heiddo yma, o { $time }
    [two] Mae { $n } olygiad o’i heiddo yma, y diweddaraf o { $time }
    [few] Mae { $n } golygiad o’i heiddo yma, y diweddaraf o { $time }
    [many] Mae { $n } golygiad o’i heiddo yma, y diweddaraf o { $time }
   *[other] Mae { $n } golygiad o’i heiddo yma, y diweddaraf o { $time }
}{ $doubt ->
    [yes] {" "}yn ôl cloc nad oedd yn siŵr
   *[no] {""}
}
proof-more = { $n ->
    [zero] Dangos mwy
    [one] Dangos 1 ddyfais arall
    [two] Dangos { $n } ddyfais arall
    [few] Dangos { $n } dyfais arall
    [many] Dangos { $n } dyfais arall
   *[other] Dangos { $n } dyfais arall
}
