# Yr hyn y mae angen i rywun ei benderfynu.

clashes-title = I edrych arno
clashes-none = Nid oes dim i edrych arno: nid oes dau newid yn groes i’w gilydd
clashes-lead = Ni chollwyd dim. Mae angen i rywun benderfynu ar y rhain
clashes-close = Cau’r rhestr
clashes-open = Darllen “{ $title }”
clashes-number = { $n } o { $of }

clash-same-room = Mae dwy sesiwn yn rhannu { $room } ({ $when }): “{ $a }”, “{ $b }”
clash-host-twice = Mae { $name } yn arwain dwy sesiwn yr un pryd ({ $when }): “{ $a }”, “{ $b }”
clash-slot-removed = Mae “{ $title }” mewn slot a ddilëwyd: { $slot }
clash-slot-unknown = Mae “{ $title }” mewn slot na chlywodd y ciosg hwn amdano eto
clash-room-removed = Mae “{ $title }” mewn ystafell a ddilëwyd: { $room }
clash-room-unknown = Mae “{ $title }” mewn ystafell na chlywodd y ciosg hwn amdani eto
clash-placements = Gosodwyd “{ $title }” gan ddau berson yr un pryd
clash-values = Ysgrifennodd dau berson hyn yr un pryd: { $what }
clash-version-empty = dim byd
clash-removed-by = dilëwyd { $by }
clash-edited-cancelled = Canslwyd “{ $title }”, ac fe’i newidiwyd gan rywun na wyddai hynny
clash-edited-withdrawn = Tynnwyd “{ $title }” yn ôl, ac fe’i newidiwyd gan rywun na wyddai hynny
clash-thing-removed = { $what ->
    [room] Dilëwyd yr ystafell “{ $name }”, ac fe’i newidiwyd gan rywun na wyddai hynny
    [slot] Dilëwyd y slot “{ $name }”, ac fe’i newidiwyd gan rywun na wyddai hynny
    [day] Dilëwyd y diwrnod “{ $name }”, ac fe’i newidiwyd gan rywun na wyddai hynny
    [stream] Dilëwyd y ffrwd “{ $name }”, ac fe’i newidiwyd gan rywun na wyddai hynny
    [announcement] Dilëwyd y cyhoeddiad “{ $name }”, ac fe’i newidiwyd gan rywun na wyddai hynny
   *[fixed] Dilëwyd “{ $name }”, ac fe’i newidiwyd gan rywun na wyddai hynny
}
clash-twins = Mae “{ $title }” ar y bwrdd { $n ->
    [one] unwaith
    [two] ddwywaith
    [few] deirgwaith
   *[other] { $n } gwaith
}: fe’i mewnforiwyd fwy nag unwaith
clash-twins-source = mewnforiwyd o { $source }
clash-room-too-small = Mae gan { $dots ->
    [one] 1 person
   *[other] { $dots } o bobl
} ddiddordeb yn “{ $title }”; lle i { $capacity } sydd yn { $room }
clash-room-closed = Mae “{ $title }” mewn ystafell sydd wedi’i chau: { $room }
clash-closed-by = caewyd { $by }
clash-alike = Mae’n debyg bod y ddwy hyn yn trafod yr un peth: “{ $a }”, “{ $b }”
clash-merges = Unodd dau berson “{ $title }” yn wahanol yr un pryd
clash-changed-merged = Daeth “{ $title }” yn rhan o “{ $into }”, ac fe’i gosodwyd neu fe’i canslwyd gan rywun na wyddai hynny
clash-merged-by = unwyd { $by }

answer-keep-this = Cadw’r un yma
answer-keep = Cadw “{ $value }” { $by }
answer-keep-empty = Ei gadw’n wag { $by }
answer-to-shelf = Symud “{ $title }” i’r silff
answer-stay-removed = Peidio â’i adfer
answer-bring-back = Adfer
answer-withdraw-twin = Tynnu’r un hon yn ôl: { $place }
answer-fine = Gadael fel y mae
answer-fine-spoken = Gadael fel y mae: { $clash }
answer-move-to-room = Symud “{ $title }” i { $room }
answer-open-room = Agor { $room } eto
answer-merge = Gwneud “{ $title }” yn rhan o “{ $into }”
answer-they-differ = Maen nhw’n wahanol: cadw’r ddwy
answer-take-out = Gwneud “{ $title }” yn sesiwn ar ei phen ei hun
answer-stay-merged = Gadael iddi fod yn rhan o’r llall
answer-take-source = Cymryd yr hyn sydd yn y ffynhonnell: “{ $value }”
answer-take-source-empty = Cymryd yr hyn sydd yn y ffynhonnell: dim byd
clash-source = Newidiwyd { $field } yma, ac yn wahanol lle y’i mewnforiwyd ohono: “{ $title }”
clash-source-there = yno: “{ $value }”
clash-source-there-empty = yno: dim byd

issues-title = Ni ellid darllen rhywbeth yn y data
issue-bad-value = Gadawyd { $path } allan: dylai fod yn { $expected }
expected = { $what ->
    [String] destun
    [str] destun
    [u32] rif
    [i64] rif
    [bool] ie neu na
    [Placement] lle
    [Span] amser
    [Link] ddolen
    [RoomId] ystafelloedd
    [SessionId] sesiwn
    [DayId] ddyddiau
    [StreamId] ffrydiau
    [PersonId] bobl
   *[other] rhywbeth arall
}
issue-bad-key = Gadawyd { $path } allan: nid yw hwn yn ddynodydd i ddim
issue-incomplete = Dim ond rhan o un newid sydd wedi cyrraedd ({ $have } o { $of }): daw’r gweddill pan fydd y ddyfais y’i gwnaed arni wedi cyrraedd y gweinydd
issue-undone = { $n ->
    [one] Cyrhaeddodd 1 rhan o newid ar ôl iddo gael ei ddadwneud: dadwnewch ef eto os na ddylai fod yma
    [two] Cyrhaeddodd 2 ran o newid ar ôl iddo gael ei ddadwneud: dadwnewch ef eto os na ddylai fod yma
   *[other] Cyrhaeddodd { $n } rhan o newid ar ôl iddo gael ei ddadwneud: dadwnewch ef eto os na ddylai fod yma
}
issue-too-many = Mae mwy yn { $path } nag y mae’r ciosg hwn yn ei ddarllen: dim ond y { $limit } cyntaf a ddangosir
gone-title = Nid ar unrhyw sgrin: cudd, neu wedi’u tynnu’n ôl
more = { $n } arall
clashes-place = Dangos lle “{ $title }”
