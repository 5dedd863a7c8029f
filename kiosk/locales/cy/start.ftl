# Y dechrau cyntaf.

start-title = Croeso i Campboard
start-lead = Nid yw’r ciosg hwn wedi ymuno â digwyddiad eto
start-join = Ymuno â digwyddiad
start-join-about = Mae gan drefnydd ddolen i’r ddyfais hon. Mae’n gweithio unwaith, ar un ddyfais.
start-link = Dolen ymuno
start-link-hint = Teipiwch hi, gludwch hi, neu sganiwch ei chod â darllenydd
start-label = Enw’r ddyfais hon
start-label-hint = Bydd eraill yn ei weld wrth ei golygiadau, fel “Ciosg y cyntedd”
start-label-none = Ciosg
start-join-do = Ymuno
start-joining = Yn ymuno…
start-sample = Rhoi cynnig ar y sampl
start-sample-about = Gwersyll dychmygol ar y ddyfais hon yn unig: symudwch bopeth, torrwch bopeth. Bydd ymuno â digwyddiad wedyn yn ei roi o’r neilltu.
start-sample-do = Rhoi cynnig arno
start-import = Agor rhaglen
start-import-about = Daw amserlen o daenlen neu offeryn arall yn ddigwyddiad ar y ddyfais hon, yn barod i’w olygu.
start-import-do = Dewis ffeil
start-back = Yn ôl

words-title = Ysgrifennwch y 24 gair hyn
words-lead = Nhw yw allwedd y digwyddiad hwn. Gall pwy bynnag sydd â nhw wneud trefnwyr a gweinyddion. Fe’u dangosir unwaith ac nis cedwir ar unrhyw beiriant.
words-more = Rhagor o eiriau isod
words-done = Rwyf wedi eu hysgrifennu
