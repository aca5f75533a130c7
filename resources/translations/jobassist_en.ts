<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_GB" sourcelanguage="da_DK">
<context>
    <name>AccessDialog</name>
    <message>
        <source>Adgang</source>
        <translation>Access</translation>
    </message>
    <message>
        <source>Nuværende adgangssætning</source>
        <translation>Present passphrase</translation>
    </message>
    <message>
        <source>Ny adgangssætning</source>
        <translation>New passphrase</translation>
    </message>
    <message>
        <source>Gentag den nye</source>
        <translation>Repeat the new one</translation>
    </message>
    <message>
        <source>Skift adgangssætning</source>
        <translation>Change passphrase</translation>
    </message>
    <message>
        <source>Adgangssætning</source>
        <translation>Passphrase</translation>
    </message>
    <message>
        <source>Ny pinkode</source>
        <translation>New PIN</translation>
    </message>
    <message>
        <source>Gentag pinkoden</source>
        <translation>Repeat the PIN</translation>
    </message>
    <message>
        <source>Gem pinkode</source>
        <translation>Save PIN</translation>
    </message>
    <message>
        <source>Fjern pinkoden</source>
        <translation>Remove the PIN</translation>
    </message>
    <message>
        <source>Gendannelsesnøglen fra arket</source>
        <translation>The recovery key from the sheet</translation>
    </message>
    <message>
        <source>Bekræft nøglen</source>
        <translation>Confirm the key</translation>
    </message>
    <message>
        <source>Pinkode</source>
        <translation>PIN</translation>
    </message>
    <message>
        <source>Gendannelsesnøgle</source>
        <translation>Recovery key</translation>
    </message>
    <message>
        <source>Luk</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>Denne computer har en pinkode. Adgangssætningen virker også.</source>
        <translation>This computer has a PIN. The passphrase works as well.</translation>
    </message>
    <message>
        <source>En pinkode er kortere og virker kun på denne computer. Mindst {least} tegn.</source>
        <translation>A PIN is shorter and works on this computer only. At least {least} characters.</translation>
    </message>
    <message>
        <source>Computeren har ingen nøglering, så den kan ikke have en pinkode.</source>
        <translation>The computer has no keyring, so it cannot have a PIN.</translation>
    </message>
    <message>
        <source>Nøglen er bekræftet.</source>
        <translation>The key is confirmed.</translation>
    </message>
    <message>
        <source>Find arket, og skriv nøglen, så det er sikkert, at den virker.</source>
        <translation>Find the sheet and type the key, to be sure that it works.</translation>
    </message>
    <message>
        <source>Vælg en længere adgangssætning.</source>
        <translation>Choose a longer passphrase.</translation>
    </message>
    <message>
        <source>De to adgangssætninger er ikke ens.</source>
        <translation>The two passphrases differ.</translation>
    </message>
    <message>
        <source>Adgangssætningen er skiftet.</source>
        <translation>The passphrase is changed.</translation>
    </message>
    <message>
        <source>Pinkoden er for kort.</source>
        <translation>The PIN is too short.</translation>
    </message>
    <message>
        <source>De to pinkoder er ikke ens.</source>
        <translation>The two PINs differ.</translation>
    </message>
    <message>
        <source>Pinkoden gælder fra nu af.</source>
        <translation>The PIN works from now on.</translation>
    </message>
    <message>
        <source>Pinkoden er fjernet.</source>
        <translation>The PIN is removed.</translation>
    </message>
    <message>
        <source>Et øjeblik …</source>
        <translation>One moment …</translation>
    </message>
</context>
<context>
    <name>AskDialog</name>
    <message>
        <source>Fortryd</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>Udfyld {name}.</source>
        <translation>Fill in {name}.</translation>
    </message>
    <message>
        <source>{name} er ikke en dato.</source>
        <translation>{name} is not a date.</translation>
    </message>
</context>
<context>
    <name>BlankChoices</name>
    <message>
        <source>Vælg</source>
        <translation>Choose</translation>
    </message>
</context>
<context>
    <name>Calendar</name>
    <message>
        <source>Gem til kalenderen</source>
        <translation>Save for the calendar</translation>
    </message>
    <message>
        <source>Gemt. Åbn filen, så kommer aftalen i din kalender.</source>
        <translation>Saved. Open the file, and the entry comes into your calendar.</translation>
    </message>
</context>
<context>
    <name>CandidatesPage</name>
    <message>
        <source>Til virksomheden</source>
        <translation>To the company</translation>
    </message>
    <message>
        <source>Stilling</source>
        <translation>Job title</translation>
    </message>
    <message>
        <source>Skal kunne (skil med komma)</source>
        <translation>Must be able to (separate by comma)</translation>
    </message>
    <message>
        <source>Certifikater (skil med komma)</source>
        <translation>Licences (separate by comma)</translation>
    </message>
    <message>
        <source>Timer om ugen</source>
        <translation>Hours a week</translation>
    </message>
    <message>
        <source>Skånehensyn, stedet kan tage (skil med komma)</source>
        <translation>Considerations the workplace can meet (separate by comma)</translation>
    </message>
    <message>
        <source>Kandidater til {name}</source>
        <translation>Candidates for {name}</translation>
    </message>
    <message>
        <source>hvem der har ventet længst</source>
        <translation>who has waited longest</translation>
    </message>
    <message numerus="yes">
        <source>%n kandidat(er), ordnet efter: {order}.</source>
        <translation>
            <numerusform>%n candidate, sorted by: {order}.</numerusform>
            <numerusform>%n candidates, sorted by: {order}.</numerusform>
        </translation>
    </message>
    <message>
        <source>{count} er udeladt på grund af {what}.</source>
        <translation>{count} left out because of {what}.</translation>
    </message>
    <message>
        <source>Ingen passer. Spørg om mindre, eller fjern et ord.</source>
        <translation>Nobody fits. Ask for less, or remove a word.</translation>
    </message>
    <message>
        <source>Navnet vises først, når borgeren har sagt ja til det.</source>
        <translation>The name is shown only once the citizen has agreed to it.</translation>
    </message>
    <message>
        <source>Vis til virksomhed</source>
        <translation>Show to the company</translation>
    </message>
    <message>
        <source>Samtykke …</source>
        <translation>Consent …</translation>
    </message>
    <message>
        <source>Begynd praktikblanket</source>
        <translation>Begin the internship form</translation>
    </message>
    <message>
        <source>Samtykke fra {who}</source>
        <translation>Consent of {who}</translation>
    </message>
    <message>
        <source>Borgeren trækker sit samtykke tilbage</source>
        <translation>The citizen withdraws the consent</translation>
    </message>
    <message>
        <source>Gem</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>hele branchen ({branch})</source>
        <translation>the whole trade ({branch})</translation>
    </message>
    <message>
        <source>møde</source>
        <translation>meeting</translation>
    </message>
    <message>
        <source>telefon</source>
        <translation>phone</translation>
    </message>
    <message>
        <source>brev</source>
        <translation>letter</translation>
    </message>
    <message>
        <source>Borgeren må nævnes ved navn over for</source>
        <translation>The citizen may be named to</translation>
    </message>
    <message>
        <source>Sagt ja ved</source>
        <translation>Agreed by</translation>
    </message>
    <message>
        <source>Gælder til og med (tomt: til det trækkes tilbage)</source>
        <translation>Valid until (empty: until it is withdrawn)</translation>
    </message>
</context>
<context>
    <name>CaseDelegate</name>
    <message>
        <source>Du er tovholder</source>
        <translation>You coordinate</translation>
    </message>
</context>
<context>
    <name>CaseFormsPage</name>
    <message>
        <source>Ny blanket</source>
        <translation>New form</translation>
    </message>
    <message>
        <source>Blanketter</source>
        <translation>Forms</translation>
    </message>
    <message>
        <source>Sagens blanketter</source>
        <translation>The case&apos;s forms</translation>
    </message>
    <message>
        <source>Ingen blanketter endnu</source>
        <translation>No forms yet</translation>
    </message>
    <message>
        <source>En ny blanket begynder med det, der er kendt om borgeren.</source>
        <translation>A new form begins with what is known of the citizen.</translation>
    </message>
    <message>
        <source>underskrift mangler: {names}</source>
        <translation>signature missing: {names}</translation>
    </message>
</context>
<context>
    <name>CaseFrame</name>
    <message>
        <source>Tilbage til sagerne</source>
        <translation>Back to the cases</translation>
    </message>
    <message>
        <source>Intet notat valgt</source>
        <translation>No note chosen</translation>
    </message>
    <message>
        <source>Vælg et notat i tidslinjen, eller skriv et nyt.</source>
        <translation>Choose a note in the timeline, or write a new one.</translation>
    </message>
</context>
<context>
    <name>CaseModel</name>
    <message>
        <source>sag {number}</source>
        <translation>case {number}</translation>
    </message>
</context>
<context>
    <name>CaseNews</name>
    <message>
        <source>Nyt, siden du sidst så sagen: {what}</source>
        <translation>New since you last saw the case: {what}</translation>
    </message>
    <message>
        <source>En kollega skrev noget andet; dit gælder: {what}</source>
        <translation>A colleague wrote something else; yours stands: {what}</translation>
    </message>
    <message>
        <source>Set</source>
        <translation>Seen</translation>
    </message>
    <message>
        <source> · og {count} til</source>
        <translation> · and {count} more</translation>
    </message>
</context>
<context>
    <name>CasePage</name>
    <message>
        <source>Notatet er kopieret</source>
        <translation>The note has been copied</translation>
    </message>
    <message>
        <source>Kladden er smidt ud</source>
        <translation>The draft is in the bin</translation>
    </message>
    <message>
        <source>Du skriver på kladden i det andet vindue. Her følger den med.</source>
        <translation>You are writing the draft in the other window. It follows here.</translation>
    </message>
    <message>
        <source>Skriv her i stedet</source>
        <translation>Write here instead</translation>
    </message>
    <message>
        <source>Notatet er låst</source>
        <translation>The note is locked</translation>
    </message>
    <message>
        <source>Notatet er markeret som overført</source>
        <translation>The note is marked as carried over</translation>
    </message>
    <message>
        <source>Notatet er flyttet til den rigtige sag</source>
        <translation>The note has been moved to the right case</translation>
    </message>
    <message>
        <source>En kollega</source>
        <translation>A colleague</translation>
    </message>
    <message>
        <source>Prøv igen</source>
        <translation>Try again</translation>
    </message>
</context>
<context>
    <name>CaseParts</name>
    <message>
        <source>Sagens dele</source>
        <translation>The case&apos;s parts</translation>
    </message>
</context>
<context>
    <name>CasePast</name>
    <message>
        <source>Nyt notat</source>
        <translation>New note</translation>
    </message>
    <message>
        <source>Søg i sagens notater</source>
        <translation>Search in the case&apos;s notes</translation>
    </message>
    <message>
        <source>Ingen notater endnu</source>
        <translation>No notes yet</translation>
    </message>
    <message numerus="yes">
        <source>%n notater er flyttet herfra som fejljournalisering.</source>
        <translation>
            <numerusform>%n note has been moved from here as misfiled.</numerusform>
            <numerusform>%n notes have been moved from here as misfiled.</numerusform>
        </translation>
    </message>
    <message>
        <source>Ingen notater passer.</source>
        <translation>No notes fit.</translation>
    </message>
    <message>
        <source>Prøv færre ord.</source>
        <translation>Try fewer words.</translation>
    </message>
    <message>
        <source>Tryk {key} for at skrive det første.</source>
        <translation>Press {key} to write the first one.</translation>
    </message>
</context>
<context>
    <name>CaseTabs</name>
    <message>
        <source>Åbne sager</source>
        <translation>Open cases</translation>
    </message>
    <message>
        <source>Luk sagen</source>
        <translation>Close the case</translation>
    </message>
</context>
<context>
    <name>CasesPage</name>
    <message>
        <source>Søg på navn, CPR eller sagsnummer</source>
        <translation>Search by name, CPR or case number</translation>
    </message>
    <message>
        <source>Søg i sager</source>
        <translation>Search cases</translation>
    </message>
    <message>
        <source>Sager</source>
        <translation>Cases</translation>
    </message>
    <message>
        <source>Henter sager …</source>
        <translation>Loading cases …</translation>
    </message>
    <message numerus="yes">
        <source>%n sager</source>
        <translation>
            <numerusform>%n case</numerusform>
            <numerusform>%n cases</numerusform>
        </translation>
    </message>
    <message>
        <source>Ingen sager passer.</source>
        <translation>No cases match.</translation>
    </message>
    <message>
        <source>Prøv færre bogstaver, eller tryk Esc for at se alle.</source>
        <translation>Try fewer letters, or press Esc to see all.</translation>
    </message>
    <message>
        <source>Du har ingen sager her endnu.</source>
        <translation>You have no cases here yet.</translation>
    </message>
    <message>
        <source>De kommer, når computeren er tilmeldt og synkroniseret.</source>
        <translation>They arrive when the computer is enrolled and synced.</translation>
    </message>
    <message>
        <source>Prøv igen</source>
        <translation>Try again</translation>
    </message>
</context>
<context>
    <name>CitizenHeader</name>
    <message>
        <source>Vis CPR-nummer</source>
        <translation>Show CPR number</translation>
    </message>
    <message>
        <source>CPR</source>
        <translation>CPR</translation>
    </message>
    <message>
        <source>Målgruppe</source>
        <translation>Target group</translation>
    </message>
    <message>
        <source>Ydelse</source>
        <translation>Benefit</translation>
    </message>
    <message>
        <source>Tovholder</source>
        <translation>Coordinator</translation>
    </message>
    <message>
        <source>Team</source>
        <translation>Team</translation>
    </message>
    <message>
        <source>Sag {number}</source>
        <translation>Case {number}</translation>
    </message>
    <message>
        <source> og {count} til</source>
        <translation> and {count} more</translation>
    </message>
    <message>
        <source>Skjul CPR-nummer</source>
        <translation>Hide CPR number</translation>
    </message>
</context>
<context>
    <name>CompaniesPage</name>
    <message>
        <source>Søg på navn, CVR, P-nummer eller by</source>
        <translation>Search by name, CVR, P number or town</translation>
    </message>
    <message>
        <source>Søg i virksomheder</source>
        <translation>Search companies</translation>
    </message>
    <message>
        <source>Indlæs register …</source>
        <translation>Import register …</translation>
    </message>
    <message>
        <source>Virksomheder</source>
        <translation>Companies</translation>
    </message>
    <message>
        <source>Registret er tomt</source>
        <translation>The register is empty</translation>
    </message>
    <message>
        <source>Indlæs et udtræk af CVR-registret (CSV eller JSON), så virker det uden net.</source>
        <translation>Import an extract of the CVR register (CSV or JSON); it then works without a network.</translation>
    </message>
    <message>
        <source>Ingen hedder »{query}«. Her er »{corrected}«.</source>
        <translation>Nothing is called “{query}”. Here is “{corrected}”.</translation>
    </message>
    <message>
        <source>Ingen virksomhed passer</source>
        <translation>No company fits</translation>
    </message>
    <message>
        <source>Prøv et andet ord, et CVR-nummer eller et P-nummer.</source>
        <translation>Try another word, a CVR number or a P number.</translation>
    </message>
    <message>
        <source>P-nummer {number}</source>
        <translation>P number {number}</translation>
    </message>
    <message>
        <source>Prøv igen</source>
        <translation>Try again</translation>
    </message>
</context>
<context>
    <name>CompanyFrame</name>
    <message>
        <source>Til virksomhederne</source>
        <translation>To the companies</translation>
    </message>
    <message>
        <source>Nyt besøg</source>
        <translation>New visit</translation>
    </message>
    <message>
        <source>Find kandidater</source>
        <translation>Find candidates</translation>
    </message>
    <message>
        <source>Ny blanket</source>
        <translation>New form</translation>
    </message>
    <message>
        <source>Jobordre</source>
        <translation>Job order</translation>
    </message>
    <message>
        <source>Pladser</source>
        <translation>Places</translation>
    </message>
    <message>
        <source>Kontaktpersoner</source>
        <translation>Contacts</translation>
    </message>
    <message>
        <source>Tilføj</source>
        <translation>Add</translation>
    </message>
    <message>
        <source>Aftaler</source>
        <translation>Agreements</translation>
    </message>
    <message>
        <source>Jobordrer</source>
        <translation>Job orders</translation>
    </message>
    <message>
        <source>Besøg</source>
        <translation>Visits</translation>
    </message>
    <message>
        <source>Blanketter om virksomheden</source>
        <translation>Forms about the company</translation>
    </message>
</context>
<context>
    <name>CompanyPage</name>
    <message>
        <source>P-nummer {number}</source>
        <translation>P number {number}</translation>
    </message>
    <message>
        <source>CVR {number}</source>
        <translation>CVR {number}</translation>
    </message>
    <message>
        <source>Arbejdsstedet er ophørt ifølge registret.</source>
        <translation>According to the register the workplace has closed.</translation>
    </message>
    <message>
        <source>{measure} til {day}</source>
        <translation>{measure} until {day}</translation>
    </message>
    <message>
        <source>medarbejderrepræsentant</source>
        <translation>employee representative</translation>
    </message>
    <message>
        <source>Ingen kendte kontaktpersoner.</source>
        <translation>No known contacts.</translation>
    </message>
    <message>
        <source>til {day}</source>
        <translation>until {day}</translation>
    </message>
    <message>
        <source>fra {day}</source>
        <translation>from {day}</translation>
    </message>
    <message>
        <source>Ingen aftaler.</source>
        <translation>No agreements.</translation>
    </message>
    <message>
        <source>Næste kontakt er lovet {day}</source>
        <translation>Next contact is promised for {day}</translation>
    </message>
    <message>
        <source>Gem til kalenderen</source>
        <translation>Save for the calendar</translation>
    </message>
    <message numerus="yes">
        <source>%n bilag</source>
        <translation>
            <numerusform>%n attachment</numerusform>
            <numerusform>%n attachments</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>og %n ældre besøg</source>
        <translation>
            <numerusform>and %n older visit</numerusform>
            <numerusform>and %n older visits</numerusform>
        </translation>
    </message>
    <message>
        <source>Ingen har været her endnu.</source>
        <translation>Nobody has been here yet.</translation>
    </message>
    <message>
        <source>Stilling</source>
        <translation>Position</translation>
    </message>
    <message>
        <source>Antal</source>
        <translation>Number</translation>
    </message>
    <message>
        <source>Timer om ugen</source>
        <translation>Hours a week</translation>
    </message>
    <message>
        <source>Fra</source>
        <translation>From</translation>
    </message>
    <message>
        <source>Skal kunne (skil med komma)</source>
        <translation>Must be able to (separate by comma)</translation>
    </message>
    <message>
        <source>Certifikater og kørekort (skil med komma)</source>
        <translation>Licences (separate by comma)</translation>
    </message>
    <message>
        <source>Bemærkninger</source>
        <translation>Remarks</translation>
    </message>
    <message>
        <source>Ny jobordre</source>
        <translation>New job order</translation>
    </message>
    <message>
        <source>Gem jobordren</source>
        <translation>Save the job order</translation>
    </message>
    <message>
        <source>Navn</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Telefon</source>
        <translation>Phone</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>E-mail</translation>
    </message>
    <message>
        <source>Repræsenterer medarbejderne</source>
        <translation>Represents the employees</translation>
    </message>
    <message>
        <source>Ny kontaktperson</source>
        <translation>New contact</translation>
    </message>
    <message>
        <source>Gem</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>Aftale</source>
        <translation>Agreement</translation>
    </message>
    <message>
        <source>Med ord</source>
        <translation>In words</translation>
    </message>
    <message>
        <source>Gælder til og med</source>
        <translation>Valid until</translation>
    </message>
    <message>
        <source>Ny aftale</source>
        <translation>New agreement</translation>
    </message>
</context>
<context>
    <name>Comparison</name>
    <message>
        <source>Lad det stå, der gælder</source>
        <translation>Let stand what applies</translation>
    </message>
    <message>
        <source>Brug mit</source>
        <translation>Use mine</translation>
    </message>
    <message>
        <source>Jeg har set det; fjern det herfra</source>
        <translation>I have seen it; remove it from here</translation>
    </message>
    <message>
        <source>Gælder nu</source>
        <translation>Applies now</translation>
    </message>
    <message>
        <source>Den anden</source>
        <translation>The other one</translation>
    </message>
    <message>
        <source>Kollegaen skrev</source>
        <translation>The colleague wrote</translation>
    </message>
    <message>
        <source>dig, på en anden computer</source>
        <translation>you, on another computer</translation>
    </message>
    <message>
        <source>en kollega</source>
        <translation>a colleague</translation>
    </message>
    <message>
        <source>fra centralen</source>
        <translation>from the central</translation>
    </message>
    <message>
        <source>Dit</source>
        <translation>Yours</translation>
    </message>
</context>
<context>
    <name>ComputerRow</name>
    <message>
        <source>i brug</source>
        <translation>in use</translation>
    </message>
    <message>
        <source>meldt mistet</source>
        <translation>reported lost</translation>
    </message>
    <message>
        <source>lukket ude af IT</source>
        <translation>shut out by IT</translation>
    </message>
    <message>
        <source>sidst i kontakt {day}</source>
        <translation>last contact {day}</translation>
    </message>
    <message>
        <source>Meld mistet …</source>
        <translation>Report lost …</translation>
    </message>
</context>
<context>
    <name>ComputersDialog</name>
    <message>
        <source>Mine computere</source>
        <translation>My computers</translation>
    </message>
    <message>
        <source>Spørger centralen</source>
        <translation>Asking the central</translation>
    </message>
    <message>
        <source>Luk</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>Er en af dem mistet eller stjålet, så meld den her: den lukkes ude med det samme, og dens sager slettes, så snart den kommer på nettet.</source>
        <translation>If one of them is lost or stolen, report it here: it is shut out at once, and its cases are erased as soon as it goes online.</translation>
    </message>
    <message>
        <source>Computer tilmeldt {day}</source>
        <translation>Computer enrolled {day}</translation>
    </message>
    <message>
        <source>denne computer</source>
        <translation>this computer</translation>
    </message>
    <message>
        <source>Meld mistet</source>
        <translation>Report lost</translation>
    </message>
    <message>
        <source>Arbejde, der kun ligger på den computer, går tabt. Meld den mistet?</source>
        <translation>Work that is on that computer only is lost. Report it as lost?</translation>
    </message>
</context>
<context>
    <name>CourseBlock</name>
    <message>
        <source>Forløbet</source>
        <translation>The course</translation>
    </message>
    <message>
        <source>Skriv brevene</source>
        <translation>Write the letters</translation>
    </message>
    <message>
        <source>Forløbet er begyndt</source>
        <translation>The course has begun</translation>
    </message>
    <message>
        <source>Skriv resultatet …</source>
        <translation>Write the outcome …</translation>
    </message>
    <message>
        <source>Forlæng …</source>
        <translation>Extend …</translation>
    </message>
    <message>
        <source>Afslut forløbet …</source>
        <translation>End the course …</translation>
    </message>
    <message>
        <source>Fra {first} til {last}</source>
        <translation>From {first} to {last}</translation>
    </message>
    <message>
        <source>Min dag minder om slutningen fra {day}</source>
        <translation>My day reminds of the end from {day}</translation>
    </message>
    <message>
        <source>Timer: {step}</source>
        <translation>Hours: {step}</translation>
    </message>
    <message>
        <source>Resultat: {outcome}</source>
        <translation>Outcome: {outcome}</translation>
    </message>
    <message>
        <source>Afgørelsen er truffet.</source>
        <translation>The decision is made.</translation>
    </message>
    <message>
        <source>Forløbet er i gang</source>
        <translation>The course is running</translation>
    </message>
    <message>
        <source>Resultat</source>
        <translation>Outcome</translation>
    </message>
    <message>
        <source>Forløbet blev afbrudt før tiden</source>
        <translation>The course was broken off early</translation>
    </message>
    <message>
        <source>Bemærkninger</source>
        <translation>Remarks</translation>
    </message>
    <message>
        <source>Hvordan endte det?</source>
        <translation>How did it end?</translation>
    </message>
    <message>
        <source>Gem resultatet</source>
        <translation>Save the outcome</translation>
    </message>
    <message>
        <source>Resultatet er gemt</source>
        <translation>The outcome is saved</translation>
    </message>
</context>
<context>
    <name>CrashDialog</name>
    <message>
        <source>Uventet fejl</source>
        <translation>Unexpected error</translation>
    </message>
    <message>
        <source>Luk</source>
        <translation>Close</translation>
    </message>
</context>
<context>
    <name>Curtain</name>
    <message>
        <source>Låser …</source>
        <translation>Locking …</translation>
    </message>
    <message>
        <source>Prøv igen</source>
        <translation>Try again</translation>
    </message>
    <message>
        <source>Lås uden at gemme</source>
        <translation>Lock without saving</translation>
    </message>
    <message>
        <source>Kladden er ikke gemt</source>
        <translation>The draft is not saved</translation>
    </message>
</context>
<context>
    <name>DataAge</name>
    <message>
        <source>Sådan var sagen, da computeren sidst var i kontakt med centralen. Uden net ser du ikke, hvad kolleger ændrer. Du kan arbejde videre: det sendes, når der er net.</source>
        <translation>This is the case as it was when the computer was last in contact with the central. Without a network you do not see what colleagues change. You can work on: it is sent when there is a network.</translation>
    </message>
    <message>
        <source>Sagen ligger kun på denne computer endnu</source>
        <translation>The case is on this computer only so far</translation>
    </message>
    <message>
        <source>Data fra {when}, kan være ændret siden</source>
        <translation>Data from {when}, may have changed since</translation>
    </message>
    <message>
        <source>Data fra {when}</source>
        <translation>Data from {when}</translation>
    </message>
    <message numerus="yes">
        <source>%n ændringer herfra venter</source>
        <translation>
            <numerusform>%n change from here waits</numerusform>
            <numerusform>%n changes from here wait</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DayLine</name>
    <message>
        <source>dd-mm-åååå</source>
        <translation>dd-mm-yyyy</translation>
    </message>
    <message>
        <source>Vælg {name}</source>
        <translation>Choose {name}</translation>
    </message>
    <message>
        <source>I dag</source>
        <translation>Today</translation>
    </message>
    <message>
        <source>{name}: i dag</source>
        <translation>{name}: today</translation>
    </message>
</context>
<context>
    <name>DayPage</name>
    <message>
        <source>Begynd på det næste</source>
        <translation>Begin the next thing</translation>
    </message>
    <message>
        <source>Min dag</source>
        <translation>My day</translation>
    </message>
    <message>
        <source>Intet venter på dig i dag.</source>
        <translation>Nothing waits for you today.</translation>
    </message>
    <message>
        <source>Samtaler, frister og kladder kommer her af sig selv.</source>
        <translation>Talks, deadlines and drafts come here by themselves.</translation>
    </message>
    <message>
        <source>Gå til sagerne</source>
        <translation>Go to the cases</translation>
    </message>
    <message>
        <source>Øv dig på en øvesag</source>
        <translation>Practise on a practice case</translation>
    </message>
    <message numerus="yes">
        <source>%n ændringer venter på din afgørelse.</source>
        <translation>
            <numerusform>%n change waits for your decision.</numerusform>
            <numerusform>%n changes wait for your decision.</numerusform>
        </translation>
    </message>
    <message>
        <source>Klaret. {key} fortryder</source>
        <translation>Done. {key} takes it back</translation>
    </message>
    <message>
        <source>Prøv igen</source>
        <translation>Try again</translation>
    </message>
</context>
<context>
    <name>DayRows</name>
    <message>
        <source>Samtaler</source>
        <translation>Talks</translation>
    </message>
    <message>
        <source>Breve fra borgere</source>
        <translation>Letters from citizens</translation>
    </message>
    <message>
        <source>Brev uden emne</source>
        <translation>Letter without a subject</translation>
    </message>
    <message>
        <source>Nyt fra kolleger</source>
        <translation>News from colleagues</translation>
    </message>
    <message>
        <source>Opgaver og frister</source>
        <translation>Tasks and deadlines</translation>
    </message>
    <message>
        <source>Kladder</source>
        <translation>Drafts</translation>
    </message>
    <message>
        <source>Skal overføres til fagsystemet</source>
        <translation>To be carried over to the case system</translation>
    </message>
    <message>
        <source>Næste samtale efter {basis}</source>
        <translation>Next talk under {basis}</translation>
    </message>
    <message>
        <source>Næste samtale efter {basis} (reglen er usikker)</source>
        <translation>Next talk under {basis} (the rule is uncertain)</translation>
    </message>
    <message>
        <source>{course} slutter: følg op, forlæng eller afslut</source>
        <translation>{course} ends: follow up, extend or end it</translation>
    </message>
    <message>
        <source>afholdt</source>
        <translation>held</translation>
    </message>
    <message>
        <source>udeblevet</source>
        <translation>did not come</translation>
    </message>
    <message>
        <source>Uden tekst</source>
        <translation>Without text</translation>
    </message>
</context>
<context>
    <name>DecisionBlock</name>
    <message>
        <source>Afgørelse</source>
        <translation>Decision</translation>
    </message>
    <message>
        <source>Begrundelse</source>
        <translation>Reason</translation>
    </message>
    <message>
        <source>Hvorfor, og hvordan borgerens ønsker er taget med i overvejelsen</source>
        <translation>Why, and how the citizen&apos;s wishes were considered</translation>
    </message>
    <message>
        <source>Klagevejledning</source>
        <translation>Appeal notice</translation>
    </message>
    <message>
        <source>Afgør</source>
        <translation>Decide</translation>
    </message>
    <message>
        <source>Bevilges</source>
        <translation>Granted</translation>
    </message>
    <message>
        <source>Afslås</source>
        <translation>Refused</translation>
    </message>
    <message>
        <source>Ret afgørelsen</source>
        <translation>Correct the decision</translation>
    </message>
    <message>
        <source>Sagsbehandleren afgør den, når alle har skrevet under.</source>
        <translation>The caseworker decides it when everyone has signed.</translation>
    </message>
    <message>
        <source>Kommunen har bemyndiget dig til at afgøre den her, før nogen skriver under: afgørelsen underskrives og forsegles med blanketten. Vend skærmen uden at afgøre den, så afgør sagsbehandleren den. Hjemmel: {basis}.</source>
        <translation>The municipality has authorised you to decide it here, before anybody signs: the decision is signed and sealed with the form. Turn the screen without deciding, and the caseworker decides it. Legal basis: {basis}.</translation>
    </message>
    <message>
        <source>Du kan afgøre den her. Hjemmel: {basis}.</source>
        <translation>You can decide it here. Legal basis: {basis}.</translation>
    </message>
    <message>
        <source>Bevilget {when}</source>
        <translation>Granted {when}</translation>
    </message>
    <message>
        <source>Afslået {when}</source>
        <translation>Refused {when}</translation>
    </message>
    <message>
        <source> af virksomhedskonsulenten efter bemyndigelse</source>
        <translation> by the company consultant by delegated authority</translation>
    </message>
    <message>
        <source>Vælg, om den bevilges eller afslås.</source>
        <translation>Choose whether it is granted or refused.</translation>
    </message>
</context>
<context>
    <name>DictationBar</name>
    <message>
        <source>Diktér</source>
        <translation>Dictate</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Lyd</source>
        <translation>Sound</translation>
    </message>
    <message>
        <source>Gør klar …</source>
        <translation>Getting ready …</translation>
    </message>
    <message>
        <source>Lytter. F9 slutter</source>
        <translation>Listening. F9 ends it</translation>
    </message>
    <message>
        <source>Holder pause</source>
        <translation>Paused</translation>
    </message>
    <message>
        <source>Skriver det sidste …</source>
        <translation>Writing the rest …</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stop</translation>
    </message>
    <message>
        <source>Fortsæt</source>
        <translation>Go on</translation>
    </message>
</context>
<context>
    <name>DossierPage</name>
    <message>
        <source>Udelad</source>
        <translation>Leave out</translation>
    </message>
    <message>
        <source>Foreslå</source>
        <translation>Suggest</translation>
    </message>
    <message>
        <source>Næste sted</source>
        <translation>Next place</translation>
    </message>
    <message>
        <source>Grunden til, at noget er udeladt</source>
        <translation>The reason for leaving something out</translation>
    </message>
    <message>
        <source>Beskyt filen med en kode</source>
        <translation>Protect the file with a password</translation>
    </message>
    <message>
        <source>Filens kode</source>
        <translation>The file&apos;s password</translation>
    </message>
    <message>
        <source>Mindst {least} tegn</source>
        <translation>At least {least} characters</translation>
    </message>
    <message>
        <source>Så langt er sagen samlet</source>
        <translation>How far the case is gathered</translation>
    </message>
    <message>
        <source>Annullér</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>Udskriv …</source>
        <translation>Print …</translation>
    </message>
    <message>
        <source>Gem som PDF …</source>
        <translation>Save as PDF …</translation>
    </message>
    <message>
        <source>Det gives med</source>
        <translation>What is given</translation>
    </message>
    <message>
        <source>Udelades</source>
        <translation>Left out</translation>
    </message>
    <message>
        <source>Aktindsigt</source>
        <translation>Right of access</translation>
    </message>
    <message>
        <source>Usikker hjemmel: lad en jurist bekræfte den.</source>
        <translation>Uncertain legal basis: have a jurist confirm it.</translation>
    </message>
    <message numerus="yes">
        <source>%n steder foreslået. Læs resten selv igennem.</source>
        <translation>
            <numerusform>%n place suggested. Read the rest through yourself.</numerusform>
            <numerusform>%n places suggested. Read the rest through yourself.</numerusform>
        </translation>
    </message>
    <message>
        <source>Intet nyt at foreslå. Læs selv igennem.</source>
        <translation>Nothing new to suggest. Read it through yourself.</translation>
    </message>
    <message>
        <source>Gem aktindsigten</source>
        <translation>Save the answer</translation>
    </message>
    <message>
        <source>aktindsigt.pdf</source>
        <translation>right-of-access.pdf</translation>
    </message>
    <message>
        <source>Koden er for kort. Vælg mindst {least} tegn.</source>
        <translation>The password is too short. Choose at least {least} characters.</translation>
    </message>
    <message>
        <source>Aktindsigten er gemt, og udleveringen står i loggen</source>
        <translation>The answer is saved, and the extract is in the log</translation>
    </message>
    <message>
        <source>Aktindsigten er udskrevet, og udleveringen står i loggen</source>
        <translation>The answer is printed, and the extract is in the log</translation>
    </message>
    <message>
        <source>Annulleret. Intet er skrevet.</source>
        <translation>Cancelled. Nothing was written.</translation>
    </message>
    <message numerus="yes">
        <source>%n steder udelades.</source>
        <translation>
            <numerusform>%n place is left out.</numerusform>
            <numerusform>%n places are left out.</numerusform>
        </translation>
    </message>
    <message>
        <source>Intet udelades endnu.</source>
        <translation>Nothing is left out yet.</translation>
    </message>
</context>
<context>
    <name>DossierText</name>
    <message>
        <source>Sagens tekst</source>
        <translation>The case&apos;s text</translation>
    </message>
</context>
<context>
    <name>DoubtMarks</name>
    <message>
        <source>Hvad der ellers kan være sagt</source>
        <translation>What else may have been said</translation>
    </message>
    <message>
        <source>Lytter igen …</source>
        <translation>Listening again …</translation>
    </message>
    <message>
        <source>Hør ordet</source>
        <translation>Play the word</translation>
    </message>
    <message>
        <source>Det er rigtigt</source>
        <translation>It is right</translation>
    </message>
    <message>
        <source>Intet andet ligger nær</source>
        <translation>Nothing else comes near</translation>
    </message>
    <message>
        <source>Usikkert ord. Klik for at høre det; {key} viser, hvad det ellers kan være.</source>
        <translation>Doubtful word. Click to hear it; {key} shows what else it may be.</translation>
    </message>
</context>
<context>
    <name>DraftEditor</name>
    <message>
        <source>Smid kladden ud</source>
        <translation>Throw the draft away</translation>
    </message>
    <message>
        <source>Standardtekst</source>
        <translation>Standard text</translation>
    </message>
    <message>
        <source>Afslut notat</source>
        <translation>Finalise note</translation>
    </message>
    <message>
        <source>Talemodellen »{model}« er kun til prøve. Læs altid det dikterede igennem.</source>
        <translation>The speech model &quot;{model}&quot; is for trying out only. Always read what you dictated.</translation>
    </message>
    <message>
        <source>Talemodellen »{model}« må ikke skrive fri tekst. Du kan stadig sige »indsæt« og navnet på en standardtekst.</source>
        <translation>The speech model &quot;{model}&quot; may not write free text. You can still say &quot;indsæt&quot; and the name of a standard text.</translation>
    </message>
    <message numerus="yes">
        <source>%n usikre ord · F8</source>
        <translation>
            <numerusform>%n doubtful word · F8</numerusform>
            <numerusform>%n doubtful words · F8</numerusform>
        </translation>
    </message>
    <message>
        <source>Ikke gemt</source>
        <translation>Not saved</translation>
    </message>
    <message>
        <source>Gemt</source>
        <translation>Saved</translation>
    </message>
    <message>
        <source>Gemmer …</source>
        <translation>Saving …</translation>
    </message>
    <message>
        <source>Kunne ikke gemmes. Prøver igen</source>
        <translation>Could not be saved. Trying again</translation>
    </message>
</context>
<context>
    <name>Empty</name>
    <message>
        <source>Hjælp til siden</source>
        <translation>Help for the page</translation>
    </message>
</context>
<context>
    <name>EndTalkDialog</name>
    <message>
        <source>Afslut samtalen</source>
        <translation>End the talk</translation>
    </message>
    <message>
        <source>Hvad er aftalt</source>
        <translation>What was agreed</translation>
    </message>
    <message>
        <source>Virker indsatsen?</source>
        <translation>Does the effort work?</translation>
    </message>
    <message>
        <source>Er der fremgang?</source>
        <translation>Is there progress?</translation>
    </message>
    <message>
        <source>Hvordan oplever borgeren det?</source>
        <translation>How does the citizen find it?</translation>
    </message>
    <message>
        <source>Aftal næste samtale</source>
        <translation>Arrange the next talk</translation>
    </message>
    <message>
        <source>Opgave til mig</source>
        <translation>A task for me</translation>
    </message>
    <message>
        <source>Opgavens frist</source>
        <translation>The task&apos;s deadline</translation>
    </message>
    <message>
        <source>Lås notatet og afslut</source>
        <translation>Lock the note and end</translation>
    </message>
    <message>
        <source>Fortsæt samtalen</source>
        <translation>Go on with the talk</translation>
    </message>
    <message>
        <source>Uændret</source>
        <translation>The same</translation>
    </message>
    <message>
        <source>Bedre</source>
        <translation>Better</translation>
    </message>
    <message>
        <source>Dårligere</source>
        <translation>Worse</translation>
    </message>
    <message>
        <source>Dagen er foreslået ud fra svarene ved den forrige samtale.</source>
        <translation>The day was suggested by the answers at the talk before.</translation>
    </message>
    <message numerus="yes">
        <source>Forslag: {day}, om %n uger efter svarene ovenfor.</source>
        <translation>
            <numerusform>Suggested: {day}, in %n week by the answers above.</numerusform>
            <numerusform>Suggested: {day}, in %n weeks by the answers above.</numerusform>
        </translation>
    </message>
    <message>
        <source>En frist kræver den tidligere dag.</source>
        <translation>A deadline asks for the earlier day.</translation>
    </message>
    <message>
        <source>Du bestemmer.</source>
        <translation>You decide.</translation>
    </message>
    <message>
        <source>Dagen kan ikke læses. Skriv den som 3-12-2026.</source>
        <translation>The day cannot be read. Write it as 3-12-2026.</translation>
    </message>
    <message>
        <source>Fristen kan ikke læses. Skriv den som 3-12-2026.</source>
        <translation>The deadline cannot be read. Write it as 3-12-2026.</translation>
    </message>
    <message>
        <source>Afslut alligevel</source>
        <translation>Finalise anyway</translation>
    </message>
</context>
<context>
    <name>EnrolDialog</name>
    <message>
        <source>Tilmeld computeren</source>
        <translation>Enrol the computer</translation>
    </message>
    <message>
        <source>Centralens adresse</source>
        <translation>The central&apos;s address</translation>
    </message>
    <message>
        <source>Styret af din organisation</source>
        <translation>Managed by your organisation</translation>
    </message>
    <message>
        <source>Engangskode</source>
        <translation>One-time code</translation>
    </message>
    <message>
        <source>Log ind med browseren</source>
        <translation>Log in with the browser</translation>
    </message>
    <message>
        <source>Tilmeld</source>
        <translation>Enrol</translation>
    </message>
    <message>
        <source>Annullér</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>IT giver dig adressen og en kode, der kan bruges én gang.</source>
        <translation>IT gives you the address and a code that works once.</translation>
    </message>
    <message>
        <source>Skriv både adresse og kode.</source>
        <translation>Enter both address and code.</translation>
    </message>
</context>
<context>
    <name>FewControl</name>
    <message>
        <source>Ja</source>
        <translation>Yes</translation>
    </message>
    <message>
        <source>Nej</source>
        <translation>No</translation>
    </message>
    <message>
        <source>Ja, det erklærer jeg</source>
        <translation>Yes, I declare it</translation>
    </message>
</context>
<context>
    <name>FieldBox</name>
    <message>
        <source>Hentet fra virksomheden</source>
        <translation>From the company</translation>
    </message>
    <message>
        <source>Hentet fra sagen</source>
        <translation>From the case</translation>
    </message>
    <message>
        <source>Kommunens faste tekst</source>
        <translation>The municipality&apos;s fixed text</translation>
    </message>
    <message>
        <source>Hentet fra det hidtidige forløb</source>
        <translation>From the course until now</translation>
    </message>
    <message>
        <source>Dags dato</source>
        <translation>Today&apos;s date</translation>
    </message>
    <message>
        <source>Kilden er læst.</source>
        <translation>The source has been read.</translation>
    </message>
    <message>
        <source>Almindelig viden; kilden er ikke slået op.</source>
        <translation>General knowledge; the source was not looked up.</translation>
    </message>
    <message>
        <source>Usikker regel: spørg en jurist, før du lægger den til grund.</source>
        <translation>Uncertain rule: ask a jurist before you rely on it.</translation>
    </message>
    <message>
        <source>Regnes ud</source>
        <translation>Calculated</translation>
    </message>
</context>
<context>
    <name>FilingSheet</name>
    <message>
        <source>Tryk på et felt, eller Enter: teksten kopieres, feltet får et flueben, og det næste er klar. Rækkefølgen er blankettens; om VITAS&apos; skærmbilleder har den samme i dag, er usikkert.</source>
        <translation>Press a field, or Enter: the text is copied, the field is ticked off, and the next is ready. The order is the form&apos;s; whether today&apos;s VITAS screens have the same is uncertain.</translation>
    </message>
    <message>
        <source>{done} af {all} felter er tastet.</source>
        <translation>{done} of {all} fields have been typed in.</translation>
    </message>
    <message>
        <source>{name} er tastet</source>
        <translation>{name} has been typed in</translation>
    </message>
    <message>
        <source>Kopiér {name}</source>
        <translation>Copy {name}</translation>
    </message>
</context>
<context>
    <name>FirstRunPage</name>
    <message>
        <source>Sprog</source>
        <translation>Language</translation>
    </message>
    <message>
        <source>Dit navn</source>
        <translation>Your name</translation>
    </message>
    <message>
        <source>Adgangssætning</source>
        <translation>Passphrase</translation>
    </message>
    <message>
        <source>Gentag adgangssætningen</source>
        <translation>Repeat the passphrase</translation>
    </message>
    <message>
        <source>Opret sagslager</source>
        <translation>Make case store</translation>
    </message>
    <message>
        <source>Opretter sagslager</source>
        <translation>Making case store</translation>
    </message>
    <message>
        <source>Velkommen</source>
        <translation>Welcome</translation>
    </message>
    <message>
        <source>jobassist gemmer dine sager krypteret på denne computer. Adgangssætningen er nøglen; ingen andre har den.</source>
        <translation>jobassist keeps your cases encrypted on this computer. The passphrase is the key; nobody else has it.</translation>
    </message>
    <message>
        <source>Skriv dit navn.</source>
        <translation>Enter your name.</translation>
    </message>
    <message>
        <source>Vælg en længere adgangssætning.</source>
        <translation>Choose a longer passphrase.</translation>
    </message>
    <message>
        <source>De to adgangssætninger er ikke ens.</source>
        <translation>The two passphrases differ.</translation>
    </message>
</context>
<context>
    <name>FollowSync</name>
    <message>
        <source>Computeren er tilmeldt</source>
        <translation>The computer is enrolled</translation>
    </message>
    <message>
        <source>Du er logget ind</source>
        <translation>You are logged in</translation>
    </message>
</context>
<context>
    <name>ForgottenPage</name>
    <message>
        <source>Gendannelsesnøgle fra arket</source>
        <translation>Recovery key from the sheet</translation>
    </message>
    <message>
        <source>Ny adgangssætning</source>
        <translation>New passphrase</translation>
    </message>
    <message>
        <source>Gentag adgangssætningen</source>
        <translation>Repeat the passphrase</translation>
    </message>
    <message>
        <source>Åbn og skift</source>
        <translation>Open and change</translation>
    </message>
    <message>
        <source>Tilbage</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>Glemt adgangssætning?</source>
        <translation>Forgotten passphrase?</translation>
    </message>
    <message>
        <source>Find arket med gendannelsesnøglen. Har du det ikke, kan IT hjælpe, hvis kommunen har nødadgang. Dine sager er her stadig.</source>
        <translation>Find the sheet with the recovery key. Without it, IT can help if the municipality has emergency access. Your cases are still here.</translation>
    </message>
    <message>
        <source>Skriv nøglen fra arket.</source>
        <translation>Type the key from the sheet.</translation>
    </message>
    <message>
        <source>Vælg en længere adgangssætning.</source>
        <translation>Choose a longer passphrase.</translation>
    </message>
    <message>
        <source>De to adgangssætninger er ikke ens.</source>
        <translation>The two passphrases differ.</translation>
    </message>
</context>
<context>
    <name>FormFrame</name>
    <message>
        <source>Det mangler</source>
        <translation>What is missing</translation>
    </message>
    <message>
        <source>Tilbage</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>Mangler</source>
        <translation>Missing</translation>
    </message>
    <message>
        <source>Til underskrift</source>
        <translation>To be signed</translation>
    </message>
    <message>
        <source>Afsnit i blanketten</source>
        <translation>Sections of the form</translation>
    </message>
</context>
<context>
    <name>FormPage</name>
    <message>
        <source>Til underskrift</source>
        <translation>To be signed</translation>
    </message>
    <message>
        <source>Blanketten er underskrevet og forseglet. Den kan læses, ikke rettes.</source>
        <translation>The form is signed and sealed. It can be read, not changed.</translation>
    </message>
    <message>
        <source>Vis den forseglede</source>
        <translation>Show the sealed form</translation>
    </message>
    <message numerus="yes">
        <source>%n underskrift(er) er givet. Retter du noget, bliver de alle ugyldige.</source>
        <translation>
            <numerusform>%n signature has been given. If you change anything, it is void.</numerusform>
            <numerusform>%n signatures have been given. If you change anything, all are void.</numerusform>
        </translation>
    </message>
    <message>
        <source>En part vil ikke skrive under. Retter du noget, spørges alle igen.</source>
        <translation>A party will not sign. If you change anything, everyone is asked again.</translation>
    </message>
    <message>
        <source>Ret alligevel</source>
        <translation>Change it all the same</translation>
    </message>
    <message>
        <source>Blanketten er afgjort på stedet. Retter du noget, gælder afgørelsen ikke.</source>
        <translation>The form is decided on the spot. If you change anything, the decision no longer holds.</translation>
    </message>
    <message numerus="yes">
        <source>%n mangler</source>
        <translation>
            <numerusform>%n missing</numerusform>
            <numerusform>%n missing</numerusform>
        </translation>
    </message>
    <message>
        <source>Intet mangler</source>
        <translation>Nothing is missing</translation>
    </message>
    <message>
        <source>Gør færdig</source>
        <translation>Complete</translation>
    </message>
    <message>
        <source>Gemmer …</source>
        <translation>Saving …</translation>
    </message>
    <message>
        <source>Gemt</source>
        <translation>Saved</translation>
    </message>
    <message>
        <source>Kunne ikke gemmes</source>
        <translation>Could not be saved</translation>
    </message>
    <message>
        <source>Intet mangler.</source>
        <translation>Nothing is missing.</translation>
    </message>
    <message>
        <source>Blanketten er færdig</source>
        <translation>The form is complete</translation>
    </message>
</context>
<context>
    <name>Giving</name>
    <message>
        <source>Giv til IT …</source>
        <translation>Give to IT …</translation>
    </message>
    <message>
        <source>Skriver alt, der ikke er sendt, i en fil, som kun IT kan åbne</source>
        <translation>Writes everything that has not been sent into a file that only IT can open</translation>
    </message>
    <message numerus="yes">
        <source>%n ændringer blev givet til IT {when}.</source>
        <translation>
            <numerusform>%n change was given to IT {when}.</numerusform>
            <numerusform>%n changes were given to IT {when}.</numerusform>
        </translation>
    </message>
    <message>
        <source>Alt ligger her, til centralen har kvitteret.</source>
        <translation>Everything stays here until the central has acknowledged it.</translation>
    </message>
    <message numerus="yes">
        <source>%n ændringer er ikke sendt endnu.</source>
        <translation>
            <numerusform>%n change has not been sent yet.</numerusform>
            <numerusform>%n changes have not been sent yet.</numerusform>
        </translation>
    </message>
    <message>
        <source>Kommer du ikke på nettet, kan du give dem til IT i en forseglet fil.</source>
        <translation>If you cannot get online, you can give them to IT in a sealed file.</translation>
    </message>
    <message>
        <source>Giv til IT</source>
        <translation>Give to IT</translation>
    </message>
    <message>
        <source>Filen er skrevet. Giv den til IT</source>
        <translation>The file is written. Give it to IT</translation>
    </message>
</context>
<context>
    <name>HandingOver</name>
    <message>
        <source>Kun sagens tovholder kan overdrage den.</source>
        <translation>Only the case&apos;s coordinator can hand it over.</translation>
    </message>
    <message>
        <source>Overdrag til</source>
        <translation>Hand over to</translation>
    </message>
    <message>
        <source>Forbered overdragelse</source>
        <translation>Prepare hand-over</translation>
    </message>
    <message>
        <source>Til {name}, når dette er gjort:</source>
        <translation>To {name}, when this is done:</translation>
    </message>
    <message>
        <source>Overdrag sagen</source>
        <translation>Hand the case over</translation>
    </message>
    <message>
        <source>{name} er tovholder nu og har ikke sagt ja endnu.</source>
        <translation>{name} is the coordinator now and has not said yes yet.</translation>
    </message>
    <message>
        <source>{name} har overdraget sagen til dig.</source>
        <translation>{name} has handed the case over to you.</translation>
    </message>
    <message>
        <source>Jeg har taget over</source>
        <translation>I have taken over</translation>
    </message>
</context>
<context>
    <name>HelpSheet</name>
    <message>
        <source>Hjælp</source>
        <translation>Help</translation>
    </message>
    <message>
        <source>Taster på denne side</source>
        <translation>Keys on this page</translation>
    </message>
    <message>
        <source>Alle taster</source>
        <translation>All keys</translation>
    </message>
    <message>
        <source>Øv dig på en øvesag</source>
        <translation>Practise on a practice case</translation>
    </message>
    <message>
        <source>Luk</source>
        <translation>Close</translation>
    </message>
</context>
<context>
    <name>HouseWords</name>
    <message>
        <source>Fælles ord</source>
        <translation>Shared words</translation>
    </message>
    <message>
        <source>Der er ingen fælles ord endnu.</source>
        <translation>There are no shared words yet.</translation>
    </message>
    <message>
        <source>Siges: k c</source>
        <translation>Said: k c</translation>
    </message>
    <message>
        <source>Ordet, som det siges</source>
        <translation>The word as it is said</translation>
    </message>
    <message>
        <source>Skrives: KC</source>
        <translation>Written: KC</translation>
    </message>
    <message>
        <source>Ordet, som det skrives</source>
        <translation>The word as it is written</translation>
    </message>
    <message>
        <source>Tilføj</source>
        <translation>Add</translation>
    </message>
    <message>
        <source>Fjern</source>
        <translation>Remove</translation>
    </message>
    <message>
        <source>Skrives sådan i alles diktat. Aldrig en borgers navn.</source>
        <translation>Written so in everybody&apos;s dictation. Never a citizen&apos;s name.</translation>
    </message>
    <message>
        <source>Skrives sådan i alles diktat. En tekstansvarlig retter dem.</source>
        <translation>Written so in everybody&apos;s dictation. A librarian changes them.</translation>
    </message>
</context>
<context>
    <name>ImportDialog</name>
    <message>
        <source>Indlæs virksomhedsregister</source>
        <translation>Import company register</translation>
    </message>
    <message>
        <source>Vælg en CSV- eller JSON-fil med én arbejdsplads i hver række. P-nummer, CVR-nummer og navn skal være der. Filen læses igennem, før noget ændres.</source>
        <translation>Choose a CSV or JSON file with one workplace a row. P number, CVR number and name must be there. The file is read through before anything is changed.</translation>
    </message>
    <message>
        <source>Vælg fil …</source>
        <translation>Choose file …</translation>
    </message>
    <message>
        <source>Arbejder</source>
        <translation>Working</translation>
    </message>
    <message>
        <source>Rækker med fejl</source>
        <translation>Rows with faults</translation>
    </message>
    <message>
        <source>Indlæs</source>
        <translation>Import</translation>
    </message>
    <message>
        <source>Luk</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>Vælg registerfil</source>
        <translation>Choose a register file</translation>
    </message>
    <message>
        <source>Register (*.csv *.txt *.json)</source>
        <translation>Register (*.csv *.txt *.json)</translation>
    </message>
    <message>
        <source>Læser filen igennem …</source>
        <translation>Reading the file …</translation>
    </message>
    <message numerus="yes">
        <source>%n arbejdsplads(er) kan indlæses.</source>
        <translation>
            <numerusform>%n workplace can be imported.</numerusform>
            <numerusform>%n workplaces can be imported.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n række(r) har fejl og bliver udeladt:</source>
        <translation>
            <numerusform>%n row has a fault and is left out:</numerusform>
            <numerusform>%n rows have faults and are left out:</numerusform>
        </translation>
    </message>
    <message>
        <source>Kolonner, der ikke bruges: {columns}.</source>
        <translation>Columns that are not used: {columns}.</translation>
    </message>
    <message>
        <source>Indlæs uden rækkerne med fejl</source>
        <translation>Import without the rows with faults</translation>
    </message>
    <message>
        <source>mangler</source>
        <translation>is missing</translation>
    </message>
    <message>
        <source>har ikke det rigtige antal cifre</source>
        <translation>has the wrong number of digits</translation>
    </message>
    <message>
        <source>har en forkert kontrolsum</source>
        <translation>has a wrong check digit</translation>
    </message>
    <message>
        <source>står også i en tidligere række</source>
        <translation>stands in an earlier row too</translation>
    </message>
    <message>
        <source>er ikke et tal</source>
        <translation>is not a number</translation>
    </message>
    <message>
        <source>er hverken ja eller nej</source>
        <translation>is neither yes nor no</translation>
    </message>
    <message>
        <source>er ikke en dato (åååå-mm-dd)</source>
        <translation>is not a date (yyyy-mm-dd)</translation>
    </message>
    <message>
        <source>kan ikke læses</source>
        <translation>cannot be read</translation>
    </message>
    <message>
        <source>P-nummer</source>
        <translation>P number</translation>
    </message>
    <message>
        <source>CVR-nummer</source>
        <translation>CVR number</translation>
    </message>
    <message>
        <source>navn</source>
        <translation>name</translation>
    </message>
    <message>
        <source>antal ansatte</source>
        <translation>number of employees</translation>
    </message>
    <message>
        <source>ansatte på fuld tid</source>
        <translation>full-time employees</translation>
    </message>
    <message>
        <source>offentlig</source>
        <translation>public</translation>
    </message>
    <message>
        <source>ophørsdato</source>
        <translation>end date</translation>
    </message>
    <message>
        <source>øst-koordinat</source>
        <translation>easting</translation>
    </message>
    <message>
        <source>nord-koordinat</source>
        <translation>northing</translation>
    </message>
    <message>
        <source>Linje {line}: {column} {why}</source>
        <translation>Line {line}: {column} {why}</translation>
    </message>
    <message>
        <source>Indlæser …</source>
        <translation>Importing …</translation>
    </message>
    <message>
        <source>Indlæst: {units} nye eller ændrede arbejdspladser, {same} uændrede.</source>
        <translation>Imported: {units} new or changed workplaces, {same} unchanged.</translation>
    </message>
</context>
<context>
    <name>IncomingReader</name>
    <message>
        <source>Brevets tekst</source>
        <translation>The letter&apos;s text</translation>
    </message>
    <message>
        <source>Brevet står i filerne herunder.</source>
        <translation>The letter is in the files below.</translation>
    </message>
    <message>
        <source>Behandlet</source>
        <translation>Dealt with</translation>
    </message>
    <message>
        <source>Gælder for alle på sagen</source>
        <translation>Holds for everybody on the case</translation>
    </message>
    <message>
        <source>Svar med brev …</source>
        <translation>Answer by letter …</translation>
    </message>
    <message>
        <source>Vælg teksten til svaret</source>
        <translation>Choose the text of the answer</translation>
    </message>
    <message>
        <source>Brev uden emne</source>
        <translation>Letter without a subject</translation>
    </message>
    <message>
        <source>Fra borgeren, Digital Post</source>
        <translation>From the citizen, Digital Post</translation>
    </message>
    <message numerus="yes">
        <source>%n filer er ikke nået frem endnu.</source>
        <translation>
            <numerusform>%n file has not arrived yet.</numerusform>
            <numerusform>%n files have not arrived yet.</numerusform>
        </translation>
    </message>
    <message>
        <source>på vej</source>
        <translation>on its way</translation>
    </message>
    <message>
        <source>Gem en kopi …</source>
        <translation>Save a copy …</translation>
    </message>
    <message>
        <source>Gem en kopi af {name}</source>
        <translation>Save a copy of {name}</translation>
    </message>
    <message>
        <source>en kollega</source>
        <translation>a colleague</translation>
    </message>
    <message>
        <source>Behandlet af {name}, {when}</source>
        <translation>Dealt with by {name}, {when}</translation>
    </message>
    <message>
        <source>Ingen har behandlet brevet endnu.</source>
        <translation>Nobody has dealt with the letter yet.</translation>
    </message>
    <message>
        <source>bilag</source>
        <translation>attachment</translation>
    </message>
    <message>
        <source>Gem en kopi</source>
        <translation>Save a copy</translation>
    </message>
    <message>
        <source>Kopien er gemt</source>
        <translation>The copy is saved</translation>
    </message>
</context>
<context>
    <name>Kept</name>
    <message>
        <source>En kollega ændrede det samme. Kollegaens gælder, til du afgør det.</source>
        <translation>A colleague changed the same. The colleague&apos;s applies until you decide.</translation>
    </message>
    <message>
        <source>Centralen tog ikke imod det. Det ligger her, og kun her.</source>
        <translation>The central did not take it. It is here, and only here.</translation>
    </message>
    <message>
        <source>Sagen er ikke længere din, og dette nåede ikke frem. Det ligger her, og kun her.</source>
        <translation>The case is no longer yours, and this did not get through. It is here, and only here.</translation>
    </message>
    <message>
        <source>En kollega skrev noget andet her. Det, du skrev, gælder.</source>
        <translation>A colleague wrote something else here. What you wrote stands.</translation>
    </message>
    <message>
        <source>Centralen sendte noget, der ikke kan læses her.</source>
        <translation>The central sent something that cannot be read here.</translation>
    </message>
    <message>
        <source>Du ændrede det samme på en anden computer. Det dér gælder, til du afgør det.</source>
        <translation>You changed the same on another computer. What is there holds until you decide.</translation>
    </message>
    <message>
        <source>Den stod her to gange og er lagt sammen. Den anden sagde noget andet.</source>
        <translation>It was here twice and has been joined. The other one said something else.</translation>
    </message>
    <message>
        <source>Du har ikke ret til at ændre det.</source>
        <translation>You may not change it.</translation>
    </message>
    <message>
        <source>Det var allerede gjort endeligt.</source>
        <translation>It was final already.</translation>
    </message>
    <message>
        <source>Det er slettet.</source>
        <translation>It has been erased.</translation>
    </message>
    <message>
        <source>Det kan ikke ændres, når det først er oprettet.</source>
        <translation>It cannot be changed once it has been made.</translation>
    </message>
    <message>
        <source>Centralen kender det ikke.</source>
        <translation>The central does not know it.</translation>
    </message>
    <message>
        <source>Det henviser til noget, centralen ikke kender.</source>
        <translation>It refers to something the central does not know.</translation>
    </message>
    <message>
        <source>Det fylder for meget til at blive sendt.</source>
        <translation>It is too large to be sent.</translation>
    </message>
    <message>
        <source>Centralen kunne ikke læse det. Vis det til IT.</source>
        <translation>The central could not read it. Show it to IT.</translation>
    </message>
</context>
<context>
    <name>KeySheet</name>
    <message>
        <source>Taster</source>
        <translation>Keys</translation>
    </message>
    <message>
        <source>Sig det alene, mellem to pauser</source>
        <translation>Say it alone, between two pauses</translation>
    </message>
    <message>
        <source>Sæt en standardtekst ind</source>
        <translation>Insert a standard text</translation>
    </message>
    <message>
        <source>»indsæt […]«</source>
        <translation>»indsæt […]«</translation>
    </message>
    <message>
        <source>Vælg af det, der vises, eller et felts valg</source>
        <translation>Choose of what is shown, or of a blank&apos;s choices</translation>
    </message>
    <message>
        <source>»en«, »to«, »tre«</source>
        <translation>»en«, »to«, »tre«</translation>
    </message>
    <message>
        <source>Ingen af dem</source>
        <translation>None of them</translation>
    </message>
    <message>
        <source>»nej«</source>
        <translation>»nej«</translation>
    </message>
    <message>
        <source>Sig det i teksten</source>
        <translation>Say it within the text</translation>
    </message>
    <message>
        <source>Punktum, komma, spørgsmålstegn, kolon …</source>
        <translation>Full stop, comma, question mark, colon …</translation>
    </message>
    <message>
        <source>»punktum«, »komma«</source>
        <translation>»punktum«, »komma«</translation>
    </message>
    <message>
        <source>Ny linje, nyt afsnit</source>
        <translation>New line, new paragraph</translation>
    </message>
    <message>
        <source>»ny linje«, »nyt afsnit«</source>
        <translation>»ny linje«, »nyt afsnit«</translation>
    </message>
    <message>
        <source>Citat og parentes</source>
        <translation>Quotes and parentheses</translation>
    </message>
    <message>
        <source>»citat start«, »parentes slut«</source>
        <translation>»citat start«, »parentes slut«</translation>
    </message>
    <message>
        <source>Selve ordet</source>
        <translation>The word itself</translation>
    </message>
    <message>
        <source>»ordet punktum«</source>
        <translation>»ordet punktum«</translation>
    </message>
    <message>
        <source>Luk</source>
        <translation>Close</translation>
    </message>
</context>
<context>
    <name>Keys</name>
    <message>
        <source>Overalt</source>
        <translation>Everywhere</translation>
    </message>
    <message>
        <source>På Min dag</source>
        <translation>On My day</translation>
    </message>
    <message>
        <source>På en sag</source>
        <translation>On a case</translation>
    </message>
    <message>
        <source>I et notat eller en blanket</source>
        <translation>In a note or a form</translation>
    </message>
    <message>
        <source>Begynd på det næste</source>
        <translation>Begin the next thing</translation>
    </message>
    <message>
        <source>Klaret; Ctrl+Z fortryder</source>
        <translation>Done; Ctrl+Z takes it back</translation>
    </message>
    <message>
        <source>Søg overalt</source>
        <translation>Search everywhere</translation>
    </message>
    <message>
        <source>Søg på siden</source>
        <translation>Search this page</translation>
    </message>
    <message>
        <source>Min dag</source>
        <translation>My day</translation>
    </message>
    <message>
        <source>Sager</source>
        <translation>Cases</translation>
    </message>
    <message>
        <source>Virksomheder</source>
        <translation>Companies</translation>
    </message>
    <message>
        <source>Ret og tilføj standardtekster</source>
        <translation>Edit and add standard texts</translation>
    </message>
    <message>
        <source>Indstillinger</source>
        <translation>Settings</translation>
    </message>
    <message>
        <source>Papirkurv</source>
        <translation>Bin</translation>
    </message>
    <message>
        <source>Fortryd det, der lige er smidt ud</source>
        <translation>Undo what was just thrown away</translation>
    </message>
    <message>
        <source>Synkronisér nu</source>
        <translation>Sync now</translation>
    </message>
    <message>
        <source>Lås</source>
        <translation>Lock</translation>
    </message>
    <message>
        <source>Hjælp til siden og dens taster</source>
        <translation>Help for the page and its keys</translation>
    </message>
    <message>
        <source>Vis alle taster</source>
        <translation>Show all keys</translation>
    </message>
    <message>
        <source>Tilbage</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>Vis siden i det andet vindue</source>
        <translation>Show the page in the other window</translation>
    </message>
    <message>
        <source>Næste åbne sag</source>
        <translation>Next open case</translation>
    </message>
    <message>
        <source>Forrige åbne sag</source>
        <translation>Previous open case</translation>
    </message>
    <message>
        <source>Luk sagen</source>
        <translation>Close the case</translation>
    </message>
    <message>
        <source>Nyt notat</source>
        <translation>New note</translation>
    </message>
    <message>
        <source>Tilføjelse til det viste notat</source>
        <translation>Addendum to the note shown</translation>
    </message>
    <message>
        <source>Sagens notater</source>
        <translation>The case&apos;s notes</translation>
    </message>
    <message>
        <source>Min Plan</source>
        <translation>My Plan</translation>
    </message>
    <message>
        <source>Sagens samtaler og opgaver</source>
        <translation>The case&apos;s talks and tasks</translation>
    </message>
    <message>
        <source>Sagens breve</source>
        <translation>The case&apos;s letters</translation>
    </message>
    <message>
        <source>Sagens blanketter</source>
        <translation>The case&apos;s forms</translation>
    </message>
    <message>
        <source>Sagens team og beskeder</source>
        <translation>The case&apos;s team and messages</translation>
    </message>
    <message>
        <source>Aktindsigt: hele sagen til borgeren</source>
        <translation>Right of access: the whole case for the citizen</translation>
    </message>
    <message>
        <source>Aktindsigt: udelad det markerede, eller tag det med</source>
        <translation>Right of access: leave out what is selected, or take it back</translation>
    </message>
    <message>
        <source>Smid kladden ud; i papirkurven: slet</source>
        <translation>Throw the draft away; in the bin: delete</translation>
    </message>
    <message>
        <source>Kopiér notatet eller brevet med formatering</source>
        <translation>Copy the note or letter with its formatting</translation>
    </message>
    <message>
        <source>Vis eller skjul CPR-nummer</source>
        <translation>Show or hide the CPR number</translation>
    </message>
    <message>
        <source>Skift mellem tidslinje og notat</source>
        <translation>Switch between timeline and note</translation>
    </message>
    <message>
        <source>Diktér: hold nede, eller tryk til og fra</source>
        <translation>Dictate: hold, or press on and off</translation>
    </message>
    <message>
        <source>Indsæt standardtekst</source>
        <translation>Insert standard text</translation>
    </message>
    <message>
        <source>Favorit i listen af standardtekster</source>
        <translation>Favourite in the list of standard texts</translation>
    </message>
    <message>
        <source>Næste felt, der skal udfyldes</source>
        <translation>Next blank to fill in</translation>
    </message>
    <message>
        <source>Forrige felt</source>
        <translation>Previous blank</translation>
    </message>
    <message>
        <source>Næste usikre ord, og hør det</source>
        <translation>Next doubtful word, and hear it</translation>
    </message>
    <message>
        <source>Hvad et usikkert ord ellers kan være</source>
        <translation>What else a doubtful word may be</translation>
    </message>
    <message>
        <source>Tag den vendte skærm tilbage</source>
        <translation>Take the turned screen back</translation>
    </message>
    <message>
        <source>Konflikt: lad det stå</source>
        <translation>Conflict: let it stand</translation>
    </message>
    <message>
        <source>Konflikt: brug mit</source>
        <translation>Conflict: use mine</translation>
    </message>
    <message>
        <source>Fortryd; en indsat tekst er ét trin</source>
        <translation>Undo; an inserted text is one step</translation>
    </message>
    <message>
        <source>Afslut notatet; blanketten til underskrift</source>
        <translation>Finalise the note; the form to be signed</translation>
    </message>
</context>
<context>
    <name>LearntWords</name>
    <message>
        <source>Ord, jobassist har lært</source>
        <translation>Words jobassist has learnt</translation>
    </message>
    <message>
        <source>Her står de fejlhørte ord, du har rettet i det dikterede.</source>
        <translation>Here are the misheard words that you corrected in dictated text.</translation>
    </message>
    <message>
        <source>Glem ordet</source>
        <translation>Forget the word</translation>
    </message>
    <message>
        <source>Mine ord</source>
        <translation>My words</translation>
    </message>
    <message>
        <source>Ordene ligger kun i dit eget krypterede lager.</source>
        <translation>The words are in your own encrypted store only.</translation>
    </message>
    <message>
        <source> (efter én rettelse mere)</source>
        <translation> (after one more correction)</translation>
    </message>
</context>
<context>
    <name>LeaseBanner</name>
    <message numerus="yes">
        <source>Om %n dage skal computeren have været i kontakt med centralen.</source>
        <translation>
            <numerusform>Within %n day the computer must have been in contact with the central.</numerusform>
            <numerusform>Within %n days the computer must have been in contact with the central.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Om %n timer skal computeren have været i kontakt med centralen.</source>
        <translation>
            <numerusform>Within %n hour the computer must have been in contact with the central.</numerusform>
            <numerusform>Within %n hours the computer must have been in contact with the central.</numerusform>
        </translation>
    </message>
    <message>
        <source>Ellers låser den, til den har været på nettet. Intet bliver slettet.</source>
        <translation>Otherwise it locks until it has been online. Nothing is deleted.</translation>
    </message>
    <message>
        <source>Synkronisér nu</source>
        <translation>Sync now</translation>
    </message>
</context>
<context>
    <name>LeftBehind</name>
    <message>
        <source>Der ligger et diktat her, som ikke blev til tekst.</source>
        <translation>There is a dictation here that did not become text.</translation>
    </message>
    <message>
        <source>Skriv det nu</source>
        <translation>Write it now</translation>
    </message>
    <message>
        <source>Slet lyden</source>
        <translation>Delete the sound</translation>
    </message>
    <message>
        <source>Diktatets lyd slettes og kan ikke hentes igen.</source>
        <translation>The sound of the dictation is deleted and cannot be brought back.</translation>
    </message>
    <message>
        <source>Fortryd</source>
        <translation>Undo</translation>
    </message>
    <message>
        <source>Diktatet skrives … {percent} %</source>
        <translation>The dictation is being written … {percent} %</translation>
    </message>
</context>
<context>
    <name>LetterHeading</name>
    <message>
        <source>Emne</source>
        <translation>Subject</translation>
    </message>
    <message>
        <source>Brevets dato</source>
        <translation>Date of the letter</translation>
    </message>
    <message>
        <source>Hvem brevet er til</source>
        <translation>Who the letter is to</translation>
    </message>
    <message>
        <source>Modtager</source>
        <translation>Recipient</translation>
    </message>
    <message>
        <source>Afsender</source>
        <translation>Sender</translation>
    </message>
</context>
<context>
    <name>LetterSheet</name>
    <message>
        <source>Brevets tekst</source>
        <translation>The letter&apos;s text</translation>
    </message>
    <message>
        <source>Sådan bliver brevet</source>
        <translation>What the letter will be</translation>
    </message>
    <message>
        <source>Læg i kø</source>
        <translation>Queue</translation>
    </message>
    <message>
        <source>Se siderne</source>
        <translation>See the pages</translation>
    </message>
    <message>
        <source>Kopiér</source>
        <translation>Copy</translation>
    </message>
    <message>
        <source>Smid ud</source>
        <translation>Throw away</translation>
    </message>
    <message>
        <source>Tag tilbage</source>
        <translation>Take back</translation>
    </message>
    <message>
        <source>Skriv som nyt brev</source>
        <translation>Write as a new letter</translation>
    </message>
    <message numerus="yes">
        <source>%n felter mangler · F4</source>
        <translation>
            <numerusform>%n blank left · F4</numerusform>
            <numerusform>%n blanks left · F4</numerusform>
        </translation>
    </message>
    <message>
        <source>Smidt ud. Kladden kan tages tilbage.</source>
        <translation>Thrown away. The draft can be taken back.</translation>
    </message>
    <message>
        <source>{state} · låst {when} · segl {seal}</source>
        <translation>{state} · locked {when} · seal {seal}</translation>
    </message>
    <message>
        <source>Side {number}</source>
        <translation>Page {number}</translation>
    </message>
</context>
<context>
    <name>LetterStates</name>
    <message>
        <source>Kladde</source>
        <translation>Draft</translation>
    </message>
    <message>
        <source>Smidt ud</source>
        <translation>Thrown away</translation>
    </message>
    <message>
        <source>I kø</source>
        <translation>Queued</translation>
    </message>
    <message>
        <source>Afleveret til Digital Post</source>
        <translation>Handed to Digital Post</translation>
    </message>
    <message>
        <source>Sendt</source>
        <translation>Sent</translation>
    </message>
    <message>
        <source>Ikke sendt</source>
        <translation>Not sent</translation>
    </message>
    <message>
        <source>Digital Post tog ikke imod brevet ({reason}). Send det på papir, eller skriv et nyt.</source>
        <translation>Digital Post did not accept the letter ({reason}). Send it on paper, or write a new one.</translation>
    </message>
</context>
<context>
    <name>LettersPage</name>
    <message>
        <source>Tilbage til sagen</source>
        <translation>Back to the case</translation>
    </message>
    <message>
        <source>Nyt brev</source>
        <translation>New letter</translation>
    </message>
    <message>
        <source>Breve</source>
        <translation>Letters</translation>
    </message>
    <message>
        <source>Intet brev valgt</source>
        <translation>No letter chosen</translation>
    </message>
    <message>
        <source>Vælg et brev på listen, eller skriv et nyt.</source>
        <translation>Choose a letter from the list, or write a new one.</translation>
    </message>
    <message>
        <source>Vælg teksten til brevet</source>
        <translation>Choose the text of the letter</translation>
    </message>
    <message>
        <source>Find standardtekst</source>
        <translation>Find a standard text</translation>
    </message>
    <message>
        <source>Brevet er kopieret</source>
        <translation>The letter has been copied</translation>
    </message>
    <message>
        <source>Brevene i sagen står her. Skriv det første med »Nyt brev«.</source>
        <translation>The case&apos;s letters stand here. Write the first with “New letter”.</translation>
    </message>
    <message>
        <source>Ingen breve endnu</source>
        <translation>No letters yet</translation>
    </message>
    <message>
        <source>Brev uden emne</source>
        <translation>Letter without a subject</translation>
    </message>
    <message>
        <source>Fra borgeren</source>
        <translation>From the citizen</translation>
    </message>
    <message>
        <source>Fra borgeren, ubehandlet</source>
        <translation>From the citizen, not dealt with</translation>
    </message>
    <message>
        <source>Kladden er smidt ud</source>
        <translation>The draft is in the bin</translation>
    </message>
    <message>
        <source>Brevet er lagt i kø</source>
        <translation>The letter is queued</translation>
    </message>
</context>
<context>
    <name>LevelMeter</name>
    <message>
        <source>Lydniveau</source>
        <translation>Sound level</translation>
    </message>
</context>
<context>
    <name>LibraryList</name>
    <message>
        <source>Standardtekster</source>
        <translation>Standard texts</translation>
    </message>
    <message>
        <source>Kun mig</source>
        <translation>Only me</translation>
    </message>
    <message>
        <source>Venter på godkendelse</source>
        <translation>Awaiting approval</translation>
    </message>
    <message>
        <source>Fra {day}</source>
        <translation>From {day}</translation>
    </message>
    <message>
        <source>Udløbet</source>
        <translation>Expired</translation>
    </message>
    <message>
        <source>Ikke gemt</source>
        <translation>Not saved</translation>
    </message>
    <message>
        <source>Bruges aldrig</source>
        <translation>Never used</translation>
    </message>
    <message>
        <source>Slettes næsten altid: {piece}</source>
        <translation>Nearly always deleted: {piece}</translation>
    </message>
    <message>
        <source>ord, som ingen tekst har</source>
        <translation>words that no text has</translation>
    </message>
    <message>
        <source>Søgt {count} gange uden at blive fundet</source>
        <translation>Searched for {count} times in vain</translation>
    </message>
</context>
<context>
    <name>LibraryPage</name>
    <message>
        <source>Tilbage til sagerne</source>
        <translation>Back to the cases</translation>
    </message>
    <message>
        <source>Filer</source>
        <translation>Files</translation>
    </message>
    <message>
        <source>Importér …</source>
        <translation>Import …</translation>
    </message>
    <message>
        <source>Eksportér fælles …</source>
        <translation>Export shared …</translation>
    </message>
    <message>
        <source>Eksportér, også mine egne …</source>
        <translation>Export, mine too …</translation>
    </message>
    <message>
        <source>Ny tekst</source>
        <translation>New text</translation>
    </message>
    <message>
        <source>Søg i standardtekster</source>
        <translation>Search standard texts</translation>
    </message>
    <message>
        <source>Vis</source>
        <translation>Show</translation>
    </message>
    <message>
        <source>Ingen tekster passer.</source>
        <translation>No texts match.</translation>
    </message>
    <message>
        <source>Prøv andre ord.</source>
        <translation>Try other words.</translation>
    </message>
    <message>
        <source>Ingen tekst valgt</source>
        <translation>No text chosen</translation>
    </message>
    <message>
        <source>Vælg en tekst på listen, eller skriv en ny.</source>
        <translation>Choose a text from the list, or write a new one.</translation>
    </message>
    <message>
        <source>Indlæs de {count} medfølgende tekster</source>
        <translation>Load the {count} texts that come with jobassist</translation>
    </message>
    <message>
        <source>Der er ingen standardtekster endnu.</source>
        <translation>There are no standard texts yet.</translation>
    </message>
    <message>
        <source>Begynd med dem, der følger med, eller importér jeres egne.</source>
        <translation>Begin with those that come with jobassist, or import your own.</translation>
    </message>
    <message>
        <source>De fælles kommer ved synkronisering. Du kan skrive dine egne.</source>
        <translation>The shared ones arrive by syncing. You can write your own.</translation>
    </message>
    <message>
        <source>Standardtekster</source>
        <translation>Standard texts</translation>
    </message>
    <message numerus="yes">
        <source>%n tekster</source>
        <translation>
            <numerusform>%n text</numerusform>
            <numerusform>%n texts</numerusform>
        </translation>
    </message>
    <message>
        <source>Alle tekster</source>
        <translation>All texts</translation>
    </message>
    <message>
        <source>Mine egne</source>
        <translation>My own</translation>
    </message>
    <message>
        <source>Mit team</source>
        <translation>My team</translation>
    </message>
    <message>
        <source>Hele organisationen</source>
        <translation>The whole organisation</translation>
    </message>
    <message>
        <source>Venter på godkendelse</source>
        <translation>Awaiting approval</translation>
    </message>
    <message>
        <source>Forslag til forbedring</source>
        <translation>Suggested improvements</translation>
    </message>
    <message>
        <source>Teksten er smidt ud</source>
        <translation>The text is in the bin</translation>
    </message>
    <message>
        <source>Teksten er gemt</source>
        <translation>The text is saved</translation>
    </message>
</context>
<context>
    <name>LoginDialog</name>
    <message>
        <source>Log ind med browseren</source>
        <translation>Log in with the browser</translation>
    </message>
    <message>
        <source>Prøv igen</source>
        <translation>Try again</translation>
    </message>
    <message>
        <source>Annullér</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>Din browser er åbnet. Log ind dér; vinduet her følger med af sig selv.</source>
        <translation>Your browser has been opened. Log in there; this window follows by itself.</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Sagslageret er gendannet</source>
        <translation>The case store was restored</translation>
    </message>
</context>
<context>
    <name>ManyControl</name>
    <message>
        <source>Vælg …</source>
        <translation>Choose …</translation>
    </message>
</context>
<context>
    <name>MemberRow</name>
    <message>
        <source>Ukendt kollega</source>
        <translation>Unknown colleague</translation>
    </message>
    <message>
        <source>Afslut</source>
        <translation>End</translation>
    </message>
    <message>
        <source>Genoptag</source>
        <translation>Resume</translation>
    </message>
    <message>
        <source>fra {day}</source>
        <translation>from {day}</translation>
    </message>
    <message>
        <source>{begins} til {ends}</source>
        <translation>{begins} to {ends}</translation>
    </message>
</context>
<context>
    <name>MessageRow</name>
    <message>
        <source>Ukendt kollega</source>
        <translation>Unknown colleague</translation>
    </message>
    <message>
        <source>til {names}</source>
        <translation>to {names}</translation>
    </message>
</context>
<context>
    <name>MicrophoneDialog</name>
    <message>
        <source>Mikrofon</source>
        <translation>Microphone</translation>
    </message>
    <message>
        <source>Mikrofoner</source>
        <translation>Microphones</translation>
    </message>
    <message>
        <source>Kanal</source>
        <translation>Channel</translation>
    </message>
    <message>
        <source>Hvad mikrofonen hører</source>
        <translation>What the microphone hears</translation>
    </message>
    <message>
        <source>Brug</source>
        <translation>Use</translation>
    </message>
    <message>
        <source>Annullér</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>Vælg en, og sig noget. Intet bliver optaget her.</source>
        <translation>Choose one and say something. Nothing is recorded here.</translation>
    </message>
    <message>
        <source>Systemets valg</source>
        <translation>The system&apos;s choice</translation>
    </message>
    <message>
        <source>{name} (ikke tilsluttet)</source>
        <translation>{name} (not connected)</translation>
    </message>
    <message>
        <source>Alle kanaler</source>
        <translation>All channels</translation>
    </message>
    <message>
        <source>Kanal {number}</source>
        <translation>Channel {number}</translation>
    </message>
    <message>
        <source>Åbner …</source>
        <translation>Opening …</translation>
    </message>
    <message>
        <source>Der kommer ingen lyd</source>
        <translation>No sound is coming</translation>
    </message>
    <message>
        <source>Den hører dig</source>
        <translation>It hears you</translation>
    </message>
    <message>
        <source>Sig noget …</source>
        <translation>Say something …</translation>
    </message>
</context>
<context>
    <name>MisfilingDialog</name>
    <message>
        <source>Fejljournalisering</source>
        <translation>Misfiling</translation>
    </message>
    <message>
        <source>Søg den rigtige sag: navn, CPR eller sagsnummer</source>
        <translation>Find the right case: name, CPR or case number</translation>
    </message>
    <message>
        <source>Søg den rigtige sag</source>
        <translation>Find the right case</translation>
    </message>
    <message>
        <source>Sager</source>
        <translation>Cases</translation>
    </message>
    <message>
        <source>Hvorfor flyttes notatet?</source>
        <translation>Why is the note moved?</translation>
    </message>
    <message>
        <source>Begrundelse</source>
        <translation>Reason</translation>
    </message>
    <message>
        <source>Flyt notatet</source>
        <translation>Move the note</translation>
    </message>
    <message>
        <source>Annullér</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>Notatet står i den forkerte sag</source>
        <translation>The note stands in the wrong case</translation>
    </message>
    <message>
        <source>Det bliver skjult her, og en låst kopi lægges i den rigtige sag. Intet rettes, og flytningen kan ses i adgangsloggen.</source>
        <translation>It is hidden here, and a locked copy is filed in the right case. Nothing is edited, and the move can be seen in the access log.</translation>
    </message>
    <message>
        <source>Vælg den sag, notatet hører til.</source>
        <translation>Choose the case the note belongs to.</translation>
    </message>
</context>
<context>
    <name>NewFormDialog</name>
    <message>
        <source>Ny blanket</source>
        <translation>New form</translation>
    </message>
    <message>
        <source>Blanket</source>
        <translation>Form</translation>
    </message>
    <message>
        <source>Søg borgeren på navn, CPR eller sagsnummer</source>
        <translation>Search the citizen by name, CPR or case number</translation>
    </message>
    <message>
        <source>Søg borgeren</source>
        <translation>Search the citizen</translation>
    </message>
    <message>
        <source>Hvem handler den om?</source>
        <translation>Whom is it about?</translation>
    </message>
    <message>
        <source>Borgere</source>
        <translation>Citizens</translation>
    </message>
    <message>
        <source>Begynd</source>
        <translation>Begin</translation>
    </message>
    <message>
        <source>Fortryd</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>Sag {number} · {cpr}</source>
        <translation>Case {number} · {cpr}</translation>
    </message>
</context>
<context>
    <name>NoteEnding</name>
    <message>
        <source>Notatet låses og kan derefter kun rettes med en tilføjelse. Tryk {key} igen for at afslutte.</source>
        <translation>The note will be locked; after that only an addendum corrects it. Press {key} again to finalise.</translation>
    </message>
    <message>
        <source>Fortryd</source>
        <translation>Undo</translation>
    </message>
    <message>
        <source>Afslut alligevel</source>
        <translation>Finalise anyway</translation>
    </message>
</context>
<context>
    <name>NoteFacts</name>
    <message>
        <source>Overskrift</source>
        <translation>Heading</translation>
    </message>
    <message>
        <source>Tidspunkt for kontakten</source>
        <translation>Time of the contact</translation>
    </message>
    <message>
        <source>Kontaktform</source>
        <translation>Form of contact</translation>
    </message>
    <message>
        <source>Deltagere</source>
        <translation>Participants</translation>
    </message>
</context>
<context>
    <name>NoteReader</name>
    <message>
        <source>Notatets tekst</source>
        <translation>Text of the note</translation>
    </message>
    <message>
        <source>Skriv tilføjelse</source>
        <translation>Write addendum</translation>
    </message>
    <message>
        <source>Kopiér</source>
        <translation>Copy</translation>
    </message>
    <message>
        <source>Mere</source>
        <translation>More</translation>
    </message>
    <message>
        <source>Overført til fagsystemet</source>
        <translation>Carried over to the case system</translation>
    </message>
    <message>
        <source>Står i den forkerte sag …</source>
        <translation>Stands in the wrong case …</translation>
    </message>
    <message>
        <source>Låst {when} · segl {seal}</source>
        <translation>Locked {when} · seal {seal}</translation>
    </message>
    <message>
        <source>Kladden kan kun ændres af sin forfatter.</source>
        <translation>Only its author can change the draft.</translation>
    </message>
    <message>
        <source>Skrevet med hjælp af talemodellen »{model}«, der ikke er egnet til journalnotater.</source>
        <translation>Written with the help of the speech model &quot;{model}&quot;, which is unfit for case notes.</translation>
    </message>
</context>
<context>
    <name>NoteText</name>
    <message>
        <source>Notatets tekst</source>
        <translation>Text of the note</translation>
    </message>
    <message>
        <source>Skriv, eller hold F9 nede og tal</source>
        <translation>Write, or hold F9 and speak</translation>
    </message>
</context>
<context>
    <name>OpenBlanks</name>
    <message numerus="yes">
        <source>%n felter mangler · F4</source>
        <translation>
            <numerusform>%n blank left · F4</numerusform>
            <numerusform>%n blanks left · F4</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>OrderList</name>
    <message>
        <source>Find kandidater til jobordren</source>
        <translation>Find candidates for the job order</translation>
    </message>
    <message>
        <source>Ret …</source>
        <translation>Change …</translation>
    </message>
    <message>
        <source>Luk …</source>
        <translation>Close …</translation>
    </message>
    <message>
        <source>Ingen åbne jobordrer.</source>
        <translation>No open job orders.</translation>
    </message>
    <message>
        <source>Genåbn</source>
        <translation>Reopen</translation>
    </message>
    <message numerus="yes">
        <source>%n person(er)</source>
        <translation>
            <numerusform>%n person</numerusform>
            <numerusform>%n persons</numerusform>
        </translation>
    </message>
    <message>
        <source>{hours} timer om ugen</source>
        <translation>{hours} hours a week</translation>
    </message>
    <message>
        <source>fra {day}</source>
        <translation>from {day}</translation>
    </message>
    <message>
        <source>Stilling</source>
        <translation>Job title</translation>
    </message>
    <message>
        <source>Antal</source>
        <translation>Number</translation>
    </message>
    <message>
        <source>Timer om ugen</source>
        <translation>Hours a week</translation>
    </message>
    <message>
        <source>Fra</source>
        <translation>From</translation>
    </message>
    <message>
        <source>Skal kunne (skil med komma)</source>
        <translation>Must be able to (separate by comma)</translation>
    </message>
    <message>
        <source>Certifikater og kørekort (skil med komma)</source>
        <translation>Licences (separate by comma)</translation>
    </message>
    <message>
        <source>Bemærkninger</source>
        <translation>Remarks</translation>
    </message>
    <message>
        <source>Ret jobordren</source>
        <translation>Change the job order</translation>
    </message>
    <message>
        <source>Gem jobordren</source>
        <translation>Save the job order</translation>
    </message>
    <message>
        <source>Besat</source>
        <translation>Filled</translation>
    </message>
    <message>
        <source>Trukket tilbage</source>
        <translation>Withdrawn</translation>
    </message>
    <message>
        <source>Udfald</source>
        <translation>Outcome</translation>
    </message>
    <message>
        <source>Dag</source>
        <translation>Day</translation>
    </message>
    <message>
        <source>Hvordan det gik</source>
        <translation>How it went</translation>
    </message>
    <message>
        <source>Jobordren er lukket</source>
        <translation>The job order is closed</translation>
    </message>
    <message>
        <source>Luk jobordren</source>
        <translation>Close the job order</translation>
    </message>
</context>
<context>
    <name>Orders</name>
    <message>
        <source>Slet det, der sidst blev dikteret</source>
        <translation>Delete what was dictated last</translation>
    </message>
    <message>
        <source>Slet sætningen før markøren</source>
        <translation>Delete the sentence before the cursor</translation>
    </message>
    <message>
        <source>Ret en tekst, der står i notatet</source>
        <translation>Correct a text that is in the note</translation>
    </message>
    <message>
        <source>Gå til et afsnit: fakta, borgerens udtalelse, vurdering, aftale, næste skridt</source>
        <translation>Go to a section: facts, the citizen&apos;s statement, assessment, agreement, next step</translation>
    </message>
    <message>
        <source>Næste felt, der skal udfyldes</source>
        <translation>Next blank to fill in</translation>
    </message>
    <message>
        <source>Forrige felt</source>
        <translation>Previous blank</translation>
    </message>
    <message>
        <source>Lad feltet stå, og gå til det næste</source>
        <translation>Leave the blank and go to the next</translation>
    </message>
    <message>
        <source>Stav et ord, bogstav for bogstav</source>
        <translation>Spell a word, letter by letter</translation>
    </message>
    <message>
        <source>Stort begyndelsesbogstav i det sidste ord</source>
        <translation>Capital letter for the last word</translation>
    </message>
    <message>
        <source>Fortryd det seneste</source>
        <translation>Undo the latest</translation>
    </message>
    <message>
        <source>Slut diktatet</source>
        <translation>End the dictation</translation>
    </message>
</context>
<context>
    <name>Palette</name>
    <message>
        <source>Forhåndsvisning</source>
        <translation>Preview</translation>
    </message>
    <message>
        <source>Enter vælger · Esc lukker</source>
        <translation>Enter chooses · Esc closes</translation>
    </message>
</context>
<context>
    <name>PartList</name>
    <message>
        <source>Besøget</source>
        <translation>The visit</translation>
    </message>
    <message>
        <source>Jobordre</source>
        <translation>Job order</translation>
    </message>
    <message>
        <source>Blanketten</source>
        <translation>The form</translation>
    </message>
    <message>
        <source>Virksomhedens blanket</source>
        <translation>The company&apos;s form</translation>
    </message>
    <message>
        <source>Afgørelsen</source>
        <translation>The decision</translation>
    </message>
    <message>
        <source>Arbejdsgiverens underskrift</source>
        <translation>The employer's signature</translation>
    </message>
    <message>
        <source>Repræsentantens underskrift</source>
        <translation>The representative's signature</translation>
    </message>
    <message>
        <source>Borgerens underskrift</source>
        <translation>The citizen's signature</translation>
    </message>
    <message>
        <source>Konsulentens underskrift</source>
        <translation>The consultant's signature</translation>
    </message>
    <message>
        <source>Konvolutten</source>
        <translation>The envelope</translation>
    </message>
    <message>
        <source>PDF, hele</source>
        <translation>PDF, whole</translation>
    </message>
    <message>
        <source>PDF med kommunens segl</source>
        <translation>PDF with the municipality&apos;s seal</translation>
    </message>
    <message>
        <source>PDF, arbejdsgiverens</source>
        <translation>PDF, the employer&apos;s</translation>
    </message>
    <message>
        <source>Arbejdsgiverens underskrift, billede</source>
        <translation>The employer&apos;s signature, picture</translation>
    </message>
    <message>
        <source>Repræsentantens underskrift, billede</source>
        <translation>The representative&apos;s signature, picture</translation>
    </message>
    <message>
        <source>Borgerens underskrift, billede</source>
        <translation>The citizen&apos;s signature, picture</translation>
    </message>
    <message>
        <source>Konsulentens underskrift, billede</source>
        <translation>The consultant&apos;s signature, picture</translation>
    </message>
    <message numerus="yes">
        <source>Kommunen har alle %n del(e).</source>
        <translation>
            <numerusform>The municipality has the %n part.</numerusform>
            <numerusform>The municipality has all %n parts.</numerusform>
        </translation>
    </message>
    <message>
        <source>Kommunen har {held} af {all}. Resten ligger sikkert her.</source>
        <translation>The municipality has {held} of {all}. The rest is safe here.</translation>
    </message>
    <message>
        <source>modtaget</source>
        <translation>received</translation>
    </message>
    <message>
        <source>ikke modtaget endnu</source>
        <translation>not received yet</translation>
    </message>
</context>
<context>
    <name>PartyScreen</name>
    <message>
        <source>Tilbage</source>
        <translation>Back</translation>
    </message>
</context>
<context>
    <name>Passphrase</name>
    <message>
        <source>Mindst 12 tegn. Fire tilfældige ord er lette at huske og svære at gætte.</source>
        <translation>At least 12 characters. Four random words are easy to remember and hard to guess.</translation>
    </message>
    <message>
        <source>For let at gætte: brug mindst 12 tegn og flere tilfældige ord.</source>
        <translation>Too easy to guess: use at least 12 characters and more random words.</translation>
    </message>
    <message>
        <source>Svag: brug flere tilfældige ord.</source>
        <translation>Weak: use more random words.</translation>
    </message>
    <message>
        <source>God adgangssætning.</source>
        <translation>A good passphrase.</translation>
    </message>
</context>
<context>
    <name>PeriodControl</name>
    <message>
        <source>{name}: fra</source>
        <translation>{name}: from</translation>
    </message>
    <message>
        <source>{name}: til</source>
        <translation>{name}: until</translation>
    </message>
    <message>
        <source>Fra</source>
        <translation>From</translation>
    </message>
    <message>
        <source>Til</source>
        <translation>Until</translation>
    </message>
    <message numerus="yes">
        <source>%n uger</source>
        <translation>
            <numerusform>%n week</numerusform>
            <numerusform>%n weeks</numerusform>
        </translation>
    </message>
    <message>
        <source>Fra den første dag, eller fra næste mandag</source>
        <translation>From the first day, or from next Monday</translation>
    </message>
</context>
<context>
    <name>PhraseDesk</name>
    <message>
        <source>Find standardtekst</source>
        <translation>Find standard text</translation>
    </message>
    <message>
        <source>Mente du en af disse?</source>
        <translation>Did you mean one of these?</translation>
    </message>
    <message>
        <source>Vælg</source>
        <translation>Choose</translation>
    </message>
    <message>
        <source>Enter vælger · {favourite} favorit · {texts} retter tekster · Esc lukker</source>
        <translation>Enter chooses · {favourite} favourite · {texts} edits texts · Esc closes</translation>
    </message>
    <message>
        <source>Indlæs de {count} medfølgende tekster</source>
        <translation>Load the {count} texts that come with jobassist</translation>
    </message>
    <message>
        <source>Ingen standardtekst passer. Prøv andre ord.</source>
        <translation>No standard text matches. Try other words.</translation>
    </message>
    <message>
        <source>Ingen standardtekst ligner »{heard}«.</source>
        <translation>No standard text resembles &quot;{heard}&quot;.</translation>
    </message>
</context>
<context>
    <name>PinStep</name>
    <message>
        <source>En pinkode til hverdag</source>
        <translation>A PIN for every day</translation>
    </message>
    <message>
        <source>En pinkode er kortere end adgangssætningen og virker kun på denne computer. Adgangssætningen virker altid også.</source>
        <translation>A PIN is shorter than the passphrase and works on this computer only. The passphrase always works as well.</translation>
    </message>
    <message>
        <source>Adgangssætning</source>
        <translation>Passphrase</translation>
    </message>
    <message>
        <source>Ny pinkode, mindst {least} tegn</source>
        <translation>New PIN, at least {least} characters</translation>
    </message>
    <message>
        <source>Gentag pinkoden</source>
        <translation>Repeat the PIN</translation>
    </message>
    <message>
        <source>Gem pinkode</source>
        <translation>Save PIN</translation>
    </message>
    <message>
        <source>Pinkoden er for kort.</source>
        <translation>The PIN is too short.</translation>
    </message>
    <message>
        <source>De to pinkoder er ikke ens.</source>
        <translation>The two PINs are not the same.</translation>
    </message>
    <message>
        <source>Et øjeblik …</source>
        <translation>One moment …</translation>
    </message>
</context>
<context>
    <name>Places</name>
    <message>
        <source>Min dag</source>
        <translation>My day</translation>
    </message>
    <message>
        <source>Sager</source>
        <translation>Cases</translation>
    </message>
    <message>
        <source>Virksomheder</source>
        <translation>Companies</translation>
    </message>
    <message>
        <source>Tekster</source>
        <translation>Texts</translation>
    </message>
    <message>
        <source>Papirkurv</source>
        <translation>Bin</translation>
    </message>
    <message>
        <source>Indstillinger</source>
        <translation>Settings</translation>
    </message>
    <message>
        <source>Notater</source>
        <translation>Notes</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>Plan</translation>
    </message>
    <message>
        <source>Samtaler</source>
        <translation>Talks</translation>
    </message>
    <message>
        <source>Breve</source>
        <translation>Letters</translation>
    </message>
    <message>
        <source>Blanketter</source>
        <translation>Forms</translation>
    </message>
    <message>
        <source>Team</source>
        <translation>Team</translation>
    </message>
    <message>
        <source>Aktindsigt</source>
        <translation>Right of access</translation>
    </message>
</context>
<context>
    <name>PlanPage</name>
    <message>
        <source>Jobmål</source>
        <translation>Job goal</translation>
    </message>
    <message>
        <source>Det job, der arbejdes hen imod</source>
        <translation>The job that is worked towards</translation>
    </message>
    <message>
        <source>Borgerens egne ord</source>
        <translation>The citizen&apos;s own words</translation>
    </message>
    <message>
        <source>Progression</source>
        <translation>Progress</translation>
    </message>
    <message>
        <source>Skridtets art</source>
        <translation>Kind of step</translation>
    </message>
    <message>
        <source>Nyt skridt</source>
        <translation>New step</translation>
    </message>
    <message>
        <source>Nyt skridt, gerne med borgerens egne ord</source>
        <translation>New step, in the citizen&apos;s own words if you can</translation>
    </message>
    <message>
        <source>Skridtets frist</source>
        <translation>The step&apos;s deadline</translation>
    </message>
    <message>
        <source>Frist</source>
        <translation>Deadline</translation>
    </message>
    <message>
        <source>Tilføj</source>
        <translation>Add</translation>
    </message>
    <message>
        <source>Standardtekst</source>
        <translation>Standard text</translation>
    </message>
    <message>
        <source>Min Plan</source>
        <translation>My Plan</translation>
    </message>
    <message>
        <source>Skridt</source>
        <translation>Steps</translation>
    </message>
    <message>
        <source>Ingen skridt endnu.</source>
        <translation>No steps yet.</translation>
    </message>
    <message>
        <source>{done} af {total} skridt klaret</source>
        <translation>{done} of {total} steps done</translation>
    </message>
    <message numerus="yes">
        <source>%n felter mangler i skridtet · F4</source>
        <translation>
            <numerusform>%n blank is open in the step · F4</numerusform>
            <numerusform>%n blanks are open in the step · F4</numerusform>
        </translation>
    </message>
    <message>
        <source>Fristen kan ikke læses. Skriv den som 3-12-2026.</source>
        <translation>The deadline cannot be read. Write it as 3-12-2026.</translation>
    </message>
</context>
<context>
    <name>PlanTalkDialog</name>
    <message>
        <source>Aftal en samtale</source>
        <translation>Arrange a talk</translation>
    </message>
    <message>
        <source>Aftal</source>
        <translation>Arrange</translation>
    </message>
    <message>
        <source>Annullér</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>Dagen kan ikke læses. Skriv den som 3-12-2026.</source>
        <translation>The day cannot be read. Write it as 3-12-2026.</translation>
    </message>
</context>
<context>
    <name>PlanTexts</name>
    <message>
        <source>Find standardtekst til planen</source>
        <translation>Find a standard text for the plan</translation>
    </message>
</context>
<context>
    <name>PracticeStep</name>
    <message>
        <source>Prøv det hele på en øvesag</source>
        <translation>Try all of it on a practice case</translation>
    </message>
    <message>
        <source>Øvesagen handler om en opdigtet person. Den bliver på denne computer, intet af den sendes, og du fjerner den med ét klik, når du er færdig.</source>
        <translation>The practice case is about an invented person. It stays on this computer, nothing of it is sent, and you remove it with one click when you are done.</translation>
    </message>
    <message>
        <source>• Åbn dagens samtale, og diktér et notat (F9)</source>
        <translation>• Open today&apos;s talk, and dictate a note (F9)</translation>
    </message>
    <message>
        <source>• Sig »indsæt« og navnet på en standardtekst</source>
        <translation>• Say »indsæt« and the name of a standard text</translation>
    </message>
    <message>
        <source>• Afslut notatet, og se planen, brevene og blanketterne</source>
        <translation>• Finalise the note, and see the plan, the letters and the forms</translation>
    </message>
    <message>
        <source>• F1 fortæller på hver side, hvad man kan</source>
        <translation>• F1 tells on every page what one can do</translation>
    </message>
    <message>
        <source>Opret øvesagen</source>
        <translation>Make the practice case</translation>
    </message>
</context>
<context>
    <name>PracticeStrip</name>
    <message>
        <source>Øvesag: opdigtet person, intet sendes.</source>
        <translation>Practice case: invented, nothing is sent.</translation>
    </message>
    <message>
        <source>Fjern øvesagen</source>
        <translation>Remove the practice case</translation>
    </message>
</context>
<context>
    <name>ProblemNote</name>
    <message>
        <source>Række {number}: </source>
        <translation>Row {number}: </translation>
    </message>
    <message>
        <source>Fastholdt med begrundelsen: {reason}</source>
        <translation>Kept for this reason: {reason}</translation>
    </message>
    <message>
        <source>Begrund, hvorfor I fastholder det</source>
        <translation>Say why you keep it</translation>
    </message>
    <message>
        <source>Begrundelse for at fastholde</source>
        <translation>Reason for keeping it</translation>
    </message>
    <message>
        <source>Fasthold</source>
        <translation>Keep it</translation>
    </message>
    <message>
        <source>Hjemmel: {basis}.</source>
        <translation>Legal basis: {basis}.</translation>
    </message>
    <message>
        <source>Kilde: {source}.</source>
        <translation>Source: {source}.</translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>Afsnit</source>
        <translation>Sections</translation>
    </message>
    <message>
        <source>Hjælp</source>
        <translation>Help</translation>
    </message>
    <message>
        <source>Lås</source>
        <translation>Lock</translation>
    </message>
</context>
<context>
    <name>ReadinessView</name>
    <message>
        <source>Computeren har ikke synkroniseret endnu.</source>
        <translation>The computer has not synced yet.</translation>
    </message>
    <message>
        <source>Alle dine sager er fra: {when}</source>
        <translation>All your cases are from: {when}</translation>
    </message>
    <message numerus="yes">
        <source>%n ændringer er ikke sendt endnu</source>
        <translation>
            <numerusform>%n change is not sent yet</numerusform>
            <numerusform>%n changes are not sent yet</numerusform>
        </translation>
    </message>
    <message>
        <source>Alt er sendt</source>
        <translation>Everything is sent</translation>
    </message>
    <message numerus="yes">
        <source>%n filer er ikke nået frem endnu</source>
        <translation>
            <numerusform>%n file has not arrived yet</numerusform>
            <numerusform>%n files have not arrived yet</numerusform>
        </translation>
    </message>
    <message>
        <source>Alle filer er nået frem</source>
        <translation>All files have arrived</translation>
    </message>
    <message numerus="yes">
        <source>%n sager ligger her</source>
        <translation>
            <numerusform>%n case is here</numerusform>
            <numerusform>%n cases are here</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n virksomheder ligger her</source>
        <translation>
            <numerusform>%n company is here</numerusform>
            <numerusform>%n companies are here</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n standardtekster ligger her</source>
        <translation>
            <numerusform>%n standard text is here</numerusform>
            <numerusform>%n standard texts are here</numerusform>
        </translation>
    </message>
    <message>
        <source>Talemodellen er klar</source>
        <translation>The speech model is ready</translation>
    </message>
    <message>
        <source>Talemodellen mangler</source>
        <translation>The speech model is missing</translation>
    </message>
</context>
<context>
    <name>RecoveryPage</name>
    <message>
        <source>Gendannelsesnøgle</source>
        <translation>Recovery key</translation>
    </message>
    <message>
        <source>Gem som PDF …</source>
        <translation>Save as PDF …</translation>
    </message>
    <message>
        <source>Udskriv …</source>
        <translation>Print …</translation>
    </message>
    <message>
        <source>Skriv nøglen fra arket</source>
        <translation>Type the key from the sheet</translation>
    </message>
    <message>
        <source>Med eller uden bindestreger</source>
        <translation>With or without hyphens</translation>
    </message>
    <message>
        <source>Bekræft nøglen</source>
        <translation>Confirm the key</translation>
    </message>
    <message>
        <source>Senere</source>
        <translation>Later</translation>
    </message>
    <message>
        <source>Din gendannelsesnøgle</source>
        <translation>Your recovery key</translation>
    </message>
    <message>
        <source>Glemmer du adgangssætningen, er nøglen vejen ind. Den vises kun her. Skriv den ned eller udskriv den, og gem den aldrig sammen med computeren.</source>
        <translation>If you forget the passphrase, the key is the way in. It is shown here only. Write it down or print it, and never keep it with the computer.</translation>
    </message>
    <message>
        <source>Skriv nøglen, som den står på arket.</source>
        <translation>Type the key as it stands on the sheet.</translation>
    </message>
    <message>
        <source>Gem arket</source>
        <translation>Save the sheet</translation>
    </message>
    <message>
        <source>gendannelsesnoegle.pdf</source>
        <translation>recovery-key.pdf</translation>
    </message>
    <message>
        <source>Arket er gemt. Udskriv det, og slet så filen.</source>
        <translation>The sheet is saved. Print it, then delete the file.</translation>
    </message>
    <message>
        <source>Arket er sendt til printeren.</source>
        <translation>The sheet has been sent to the printer.</translation>
    </message>
    <message>
        <source>Gendannelsesnøgle til jobassist</source>
        <translation>Recovery key for jobassist</translation>
    </message>
    <message>
        <source>Gem arket et sikkert sted, aldrig sammen med computeren.</source>
        <translation>Keep the sheet in a safe place, never with the computer.</translation>
    </message>
</context>
<context>
    <name>Remarks</name>
    <message>
        <source>Titel</source>
        <translation>Title</translation>
    </message>
    <message>
        <source>Talenavn</source>
        <translation>Spoken name</translation>
    </message>
    <message>
        <source>Forkortelse</source>
        <translation>Abbreviation</translation>
    </message>
    <message>
        <source>Kategori</source>
        <translation>Category</translation>
    </message>
    <message>
        <source>Mærker</source>
        <translation>Tags</translation>
    </message>
    <message>
        <source>Gælder fra</source>
        <translation>Valid from</translation>
    </message>
    <message>
        <source>Gælder til</source>
        <translation>Valid to</translation>
    </message>
    <message>
        <source>Bruges af</source>
        <translation>Used by</translation>
    </message>
    <message>
        <source>Tekst</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>{column} mangler.</source>
        <translation>{column} is missing.</translation>
    </message>
    <message>
        <source>{column} kan ikke være sådan.</source>
        <translation>{column} cannot be like that.</translation>
    </message>
    <message>
        <source>Fejl i et felt: linje {line}, tegn {place}.</source>
        <translation>Error in a field: line {line}, character {place}.</translation>
    </message>
    <message>
        <source>Teksten udløber, før den gælder.</source>
        <translation>The text expires before it is valid.</translation>
    </message>
    <message>
        <source>»{detail}« har samme forkortelse.</source>
        <translation>“{detail}” has the same abbreviation.</translation>
    </message>
    <message>
        <source>Lyder som »{detail}«; de kan forveksles.</source>
        <translation>Sounds like “{detail}”; they may be confused.</translation>
    </message>
    <message>
        <source>Siger det samme som »{detail}«.</source>
        <translation>Says the same as “{detail}”.</translation>
    </message>
    <message>
        <source>Der er ingen tekst, der hedder »{detail}«.</source>
        <translation>There is no text called “{detail}”.</translation>
    </message>
    <message>
        <source>Lovhenvisningen kendes ikke og bliver en tom plads. Skriv den selv i teksten.</source>
        <translation>The legal reference is not known and becomes a blank. Write it into the text yourself.</translation>
    </message>
    <message>
        <source>Lovhenvisningen »{detail}« er ikke efterprøvet: en jurist skal bekræfte den.</source>
        <translation>The legal reference &quot;{detail}&quot; has not been verified: a lawyer must confirm it.</translation>
    </message>
    <message>
        <source>Måske stavet forkert: {detail}.</source>
        <translation>Perhaps misspelt: {detail}.</translation>
    </message>
    <message>
        <source>Skriv semikolon og bogstaver: ;pv</source>
        <translation>Type a semicolon and letters: ;pv</translation>
    </message>
    <message>
        <source>Skriv dag, måned og år: 1.2.2027</source>
        <translation>Type day, month and year: 1.2.2027</translation>
    </message>
</context>
<context>
    <name>RestorePage</name>
    <message>
        <source>Gendan sagslageret</source>
        <translation>Restore the case store</translation>
    </message>
    <message>
        <source>Her er ingen øjebliksbilleder. Vælg en sikkerhedskopi. Har du ingen, kan IT lave et nyt sagslager; det, centralen har, hentes ved synkronisering.</source>
        <translation>There are no snapshots here. Choose a backup. If you have none, IT can make a new case store; what the central has is fetched by sync.</translation>
    </message>
    <message>
        <source>Hvad der kan gendannes, det nyeste først</source>
        <translation>What can be restored, the newest first</translation>
    </message>
    <message>
        <source>Vælg en sikkerhedskopi …</source>
        <translation>Choose a backup …</translation>
    </message>
    <message>
        <source>Adgangssætning eller gendannelsesnøgle</source>
        <translation>Passphrase or recovery key</translation>
    </message>
    <message>
        <source>Vis</source>
        <translation>Show</translation>
    </message>
    <message>
        <source>Vis det, jeg skriver</source>
        <translation>Show what I type</translation>
    </message>
    <message>
        <source>IT: brug nødadgangens nøgle …</source>
        <translation>IT: use the emergency key …</translation>
    </message>
    <message>
        <source>Gendan</source>
        <translation>Restore</translation>
    </message>
    <message>
        <source>Tilbage</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>Gendanner sagslageret</source>
        <translation>Restoring the case store</translation>
    </message>
    <message>
        <source>Det, der er skrevet efter det valgte tidspunkt, kan mangle; det, centralen har, kommer igen ved synkronisering. Det nuværende sagslager slettes ikke: det lægges til side i en mappe ved siden af datamappen.</source>
        <translation>What was written after the chosen time may be missing; what the central has comes back by sync. The present case store is not deleted: it is set aside in a folder beside the data folder.</translation>
    </message>
    <message>
        <source>Sikkerhedskopi</source>
        <translation>Backup</translation>
    </message>
    <message>
        <source>Under en time gammelt</source>
        <translation>Less than an hour old</translation>
    </message>
    <message numerus="yes">
        <source>%n timer gammelt</source>
        <translation>
            <numerusform>%n hour old</numerusform>
            <numerusform>%n hours old</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n dage gammelt</source>
        <translation>
            <numerusform>%n day old</numerusform>
            <numerusform>%n days old</numerusform>
        </translation>
    </message>
    <message>
        <source>Vælg en sikkerhedskopi</source>
        <translation>Choose a backup</translation>
    </message>
    <message>
        <source>Vælg en sikkerhedskopi.</source>
        <translation>Choose a backup.</translation>
    </message>
    <message>
        <source>Skriv adgangssætningen eller nøglen fra arket.</source>
        <translation>Type the passphrase or the key from the sheet.</translation>
    </message>
    <message>
        <source>Kontrollerer og gendanner. Luk ikke jobassist imens …</source>
        <translation>Checking and restoring. Do not close jobassist meanwhile …</translation>
    </message>
    <message>
        <source>Vælg nødadgangens private nøgle</source>
        <translation>Choose the private emergency key</translation>
    </message>
    <message>
        <source>Åbner med nøglen i {file}.</source>
        <translation>Opening with the key in {file}.</translation>
    </message>
    <message>
        <source>Skjul</source>
        <translation>Hide</translation>
    </message>
    <message>
        <source>Caps Lock er slået til.</source>
        <translation>Caps Lock is on.</translation>
    </message>
</context>
<context>
    <name>SealedPage</name>
    <message>
        <source>Til sagens blanketter</source>
        <translation>To the case&apos;s forms</translation>
    </message>
    <message>
        <source>Forseglet</source>
        <translation>Sealed</translation>
    </message>
    <message>
        <source>Konvoluttens fingeraftryk</source>
        <translation>The envelope&apos;s fingerprint</translation>
    </message>
    <message>
        <source>Efterprøv</source>
        <translation>Verify</translation>
    </message>
    <message>
        <source>Arbejdsgiverens kopi er uden CPR-nummer, ydelse og helbred og bevises af samme fingeraftryk. En gemt fil ligger ukrypteret dér, hvor du lægger den.</source>
        <translation>The employer&apos;s copy is without CPR number, benefit and health and is proved by the same fingerprint. A saved file lies unencrypted where you put it.</translation>
    </message>
    <message>
        <source>Hvad kommunen har modtaget</source>
        <translation>What the municipality has received</translation>
    </message>
    <message>
        <source>Indsend i VITAS</source>
        <translation>File in VITAS</translation>
    </message>
    <message>
        <source>Referencenummer fra VITAS</source>
        <translation>Reference number from VITAS</translation>
    </message>
    <message>
        <source>Gem referencen</source>
        <translation>Save the reference</translation>
    </message>
    <message>
        <source>Gem hele konvolutten …</source>
        <translation>Save the whole envelope …</translation>
    </message>
    <message>
        <source>Gem arbejdsgiverens kopi …</source>
        <translation>Save the employer&apos;s copy …</translation>
    </message>
    <message>
        <source>Gem PDF …</source>
        <translation>Save PDF …</translation>
    </message>
    <message>
        <source>Gem arbejdsgiverens PDF …</source>
        <translation>Save the employer&apos;s PDF …</translation>
    </message>
    <message>
        <source>Forseglet {when}. Fingeraftryk:</source>
        <translation>Sealed {when}. Fingerprint:</translation>
    </message>
    <message>
        <source>✓  Konvolutten holder: intet i den er ændret, siden den blev forseglet.</source>
        <translation>✓  The envelope holds: nothing in it has changed since it was sealed.</translation>
    </message>
    <message>
        <source>Fingeraftrykket er et andet.</source>
        <translation>The fingerprint is another.</translation>
    </message>
    <message>
        <source>Gem som</source>
        <translation>Save as</translation>
    </message>
    <message>
        <source>Filen er gemt</source>
        <translation>The file is saved</translation>
    </message>
    <message>
        <source>Referencen er gemt</source>
        <translation>The reference is saved</translation>
    </message>
</context>
<context>
    <name>Search</name>
    <message>
        <source>Søg overalt</source>
        <translation>Search everywhere</translation>
    </message>
    <message>
        <source>@ sager · ? notater · # virksomheder · / tekster · &gt; handlinger</source>
        <translation>@ cases · ? notes · # companies · / texts · &gt; actions</translation>
    </message>
    <message>
        <source>Ingen handling passer.</source>
        <translation>No action fits.</translation>
    </message>
    <message>
        <source>Skriv et eller flere ord.</source>
        <translation>Type one or more words.</translation>
    </message>
    <message>
        <source>Intet passer.</source>
        <translation>Nothing fits.</translation>
    </message>
    <message>
        <source>Handling · {key}</source>
        <translation>Action · {key}</translation>
    </message>
    <message>
        <source>Sag {number} · {cpr}</source>
        <translation>Case {number} · {cpr}</translation>
    </message>
    <message>
        <source>Virksomhed · P-nummer {number} · {town}</source>
        <translation>Company · P-number {number} · {town}</translation>
    </message>
    <message>
        <source>Standardtekst · {category}</source>
        <translation>Standard text · {category}</translation>
    </message>
</context>
<context>
    <name>SettingField</name>
    <message>
        <source>Dansk</source>
        <translation>Danish</translation>
    </message>
    <message>
        <source>Engelsk</source>
        <translation>English</translation>
    </message>
    <message>
        <source>Som systemet</source>
        <translation>As the system</translation>
    </message>
    <message>
        <source>Lyst</source>
        <translation>Light</translation>
    </message>
    <message>
        <source>Mørkt</source>
        <translation>Dark</translation>
    </message>
    <message>
        <source>Høj kontrast</source>
        <translation>High contrast</translation>
    </message>
    <message>
        <source>Nulstil</source>
        <translation>Reset</translation>
    </message>
    <message>
        <source>Nulstil {name}</source>
        <translation>Reset {name}</translation>
    </message>
    <message>
        <source>Styret af din organisation</source>
        <translation>Managed by your organisation</translation>
    </message>
    <message>
        <source>Gælder, når vinduet åbnes igen</source>
        <translation>In force when the window is opened again</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>Søg i indstillinger</source>
        <translation>Search in settings</translation>
    </message>
    <message>
        <source>Adgangssætning, pinkode og nøgle …</source>
        <translation>Passphrase, PIN and key …</translation>
    </message>
    <message>
        <source>Ordliste …</source>
        <translation>Words …</translation>
    </message>
    <message>
        <source>Ingen indstilling passer.</source>
        <translation>No setting fits.</translation>
    </message>
    <message>
        <source>Prøv et andet ord.</source>
        <translation>Try another word.</translation>
    </message>
    <message>
        <source>Indstillinger</source>
        <translation>Settings</translation>
    </message>
    <message>
        <source>Systemets valg</source>
        <translation>The system&apos;s choice</translation>
    </message>
</context>
<context>
    <name>ShownToCompany</name>
    <message>
        <source>Kandidat</source>
        <translation>Candidate</translation>
    </message>
    <message>
        <source>{km} km herfra</source>
        <translation>{km} km from here</translation>
    </message>
    <message>
        <source>Bor i nærheden</source>
        <translation>Lives nearby</translation>
    </message>
    <message>
        <source>Søger arbejde som</source>
        <translation>Looks for work as</translation>
    </message>
    <message>
        <source>Om kandidaten</source>
        <translation>About the candidate</translation>
    </message>
    <message>
        <source>Kan</source>
        <translation>Skills</translation>
    </message>
    <message>
        <source>Certifikater og kørekort</source>
        <translation>Licences</translation>
    </message>
    <message>
        <source>Sprog</source>
        <translation>Languages</translation>
    </message>
    <message>
        <source>Timer om ugen</source>
        <translation>Hours a week</translation>
    </message>
    <message>
        <source>{least} til {most}</source>
        <translation>{least} to {most}</translation>
    </message>
    <message>
        <source>Kan begynde</source>
        <translation>Can begin</translation>
    </message>
    <message>
        <source>nu</source>
        <translation>now</translation>
    </message>
    <message>
        <source>Afstand</source>
        <translation>Distance</translation>
    </message>
</context>
<context>
    <name>SideDoor</name>
    <message>
        <source>Skriv en optagelse</source>
        <translation>Write a recording</translation>
    </message>
    <message>
        <source>Optagelser ({kinds})</source>
        <translation>Recordings ({kinds})</translation>
    </message>
</context>
<context>
    <name>SignaturePad</name>
    <message>
        <source>Underskriftsfelt: tegn med finger, pen eller mus</source>
        <translation>Signature pad: draw with finger, pen or mouse</translation>
    </message>
</context>
<context>
    <name>SigningPage</name>
    <message>
        <source>Til sagens blanketter</source>
        <translation>To the case&apos;s forms</translation>
    </message>
    <message>
        <source>Ret blanketten</source>
        <translation>Change the form</translation>
    </message>
    <message>
        <source>Forsegl</source>
        <translation>Seal</translation>
    </message>
    <message>
        <source>Underskrifter: {form}</source>
        <translation>Signatures: {form}</translation>
    </message>
    <message>
        <source>Blanketten er ikke færdig. Udfyld det, der mangler, først.</source>
        <translation>The form is not complete. Fill in what is missing first.</translation>
    </message>
    <message>
        <source>Til blanketten</source>
        <translation>To the form</translation>
    </message>
    <message numerus="yes">
        <source>Blanketten er rettet, efter at nogen skrev under: %n underskrift(er) gælder ikke længere.</source>
        <translation>
            <numerusform>The form was changed after somebody signed: %n signature is no longer valid.</numerusform>
            <numerusform>The form was changed after somebody signed: %n signatures are no longer valid.</numerusform>
        </translation>
    </message>
    <message>
        <source>De underskrifter, der er givet, gælder. De andre kan skrive under senere.</source>
        <translation>The signatures that are given stand. The others can sign later.</translation>
    </message>
    <message>
        <source>Gælder ikke længere</source>
        <translation>No longer valid</translation>
    </message>
    <message>
        <source>✓  {name} har skrevet under, {when}</source>
        <translation>✓  {name} has signed, {when}</translation>
    </message>
    <message>
        <source>{name} ville ikke skrive under: {reason}</source>
        <translation>{name} did not want to sign: {reason}</translation>
    </message>
    <message>
        <source>Underskriften er begyndt; det, der er tegnet, er gemt.</source>
        <translation>The signature is begun; what was drawn is kept.</translation>
    </message>
    <message>
        <source>Kan skrive under, men skal ikke.</source>
        <translation>May sign, but need not.</translation>
    </message>
    <message>
        <source>Mangler</source>
        <translation>Missing</translation>
    </message>
    <message>
        <source>Skriv under</source>
        <translation>Sign</translation>
    </message>
    <message>
        <source>Vend skærmen</source>
        <translation>Turn the screen</translation>
    </message>
    <message>
        <source>Underskrevet på papir …</source>
        <translation>Signed on paper …</translation>
    </message>
    <message>
        <source>Vælg det underskrevne ark</source>
        <translation>Choose the signed sheet</translation>
    </message>
    <message>
        <source>Scannet ark (*.pdf *.png *.jpg *.jpeg)</source>
        <translation>Scanned sheet (*.pdf *.png *.jpg *.jpeg)</translation>
    </message>
    <message>
        <source>Navn</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Stilling</source>
        <translation>Position</translation>
    </message>
    <message>
        <source>Underskrevet på papir</source>
        <translation>Signed on paper</translation>
    </message>
    <message>
        <source>Gem underskriften</source>
        <translation>Save the signature</translation>
    </message>
    <message>
        <source>Blanketten er forseglet</source>
        <translation>The form is sealed</translation>
    </message>
</context>
<context>
    <name>SoundFileDialog</name>
    <message>
        <source>Skriv en optagelse</source>
        <translation>Write a recording</translation>
    </message>
    <message>
        <source>Behold lyden, indtil notatet er afsluttet</source>
        <translation>Keep the sound until the note is final</translation>
    </message>
    <message>
        <source>Hvor langt optagelsen er skrevet</source>
        <translation>How much of the recording is written</translation>
    </message>
    <message>
        <source>Skriv</source>
        <translation>Write</translation>
    </message>
    <message>
        <source>Annullér</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>Det sagte bliver til tekst i notatet. Filen selv røres ikke.</source>
        <translation>What is said becomes text in the note. The file itself is not touched.</translation>
    </message>
</context>
<context>
    <name>SoundMenu</name>
    <message>
        <source>Skriv en optagelse …</source>
        <translation>Write a recording …</translation>
    </message>
    <message>
        <source>Ordliste …</source>
        <translation>Words …</translation>
    </message>
    <message>
        <source>Mikrofon og lydniveau …</source>
        <translation>Microphone and level …</translation>
    </message>
    <message>
        <source>Mikrofon</source>
        <translation>Microphone</translation>
    </message>
    <message>
        <source>Systemets valg</source>
        <translation>The system&apos;s choice</translation>
    </message>
</context>
<context>
    <name>Step</name>
    <message>
        <source>Spring over</source>
        <translation>Skip</translation>
    </message>
    <message>
        <source>Trin {number} af {of}</source>
        <translation>Step {number} of {of}</translation>
    </message>
</context>
<context>
    <name>StepRow</name>
    <message>
        <source>Klaret: {text}</source>
        <translation>Done: {text}</translation>
    </message>
    <message>
        <source>Genoptag</source>
        <translation>Take up again</translation>
    </message>
    <message>
        <source>Opgiv</source>
        <translation>Give up</translation>
    </message>
</context>
<context>
    <name>StoreCare</name>
    <message>
        <source>Gendan …</source>
        <translation>Restore …</translation>
    </message>
    <message>
        <source>Godkend det, der er her</source>
        <translation>Accept what is here</translation>
    </message>
    <message>
        <source>Gendannelsesnøglen er ikke bekræftet.</source>
        <translation>The recovery key is not confirmed.</translation>
    </message>
    <message>
        <source>Bekræft</source>
        <translation>Confirm</translation>
    </message>
</context>
<context>
    <name>SyncPage</name>
    <message>
        <source>Mine computere …</source>
        <translation>My computers …</translation>
    </message>
    <message>
        <source>Klar til offline?</source>
        <translation>Ready to go offline?</translation>
    </message>
    <message>
        <source>Venter på din afgørelse</source>
        <translation>Waits for your decision</translation>
    </message>
    <message>
        <source>Intet venter på din afgørelse.</source>
        <translation>Nothing waits for your decision.</translation>
    </message>
    <message>
        <source>Når en kollega og du ændrer det samme, kan du se begge dele her.</source>
        <translation>When a colleague and you change the same, you can see both here.</translation>
    </message>
    <message>
        <source>Synkronisering</source>
        <translation>Sync</translation>
    </message>
    <message>
        <source>Afgjort. {key} fortryder</source>
        <translation>Decided. {key} takes it back</translation>
    </message>
    <message>
        <source>Prøv igen</source>
        <translation>Try again</translation>
    </message>
</context>
<context>
    <name>SyncStatus</name>
    <message>
        <source>Venter på din afgørelse</source>
        <translation>Waits for your decision</translation>
    </message>
    <message>
        <source>Vis</source>
        <translation>Show</translation>
    </message>
    <message>
        <source>Log ind igen</source>
        <translation>Log in again</translation>
    </message>
    <message>
        <source>Synkronisér nu</source>
        <translation>Sync now</translation>
    </message>
    <message>
        <source>Tilmeld computeren</source>
        <translation>Enrol the computer</translation>
    </message>
    <message>
        <source>Synkronisering: {words}</source>
        <translation>Sync: {words}</translation>
    </message>
    <message numerus="yes">
        <source>%n konflikter venter på dig</source>
        <translation>
            <numerusform>%n conflict waits for you</numerusform>
            <numerusform>%n conflicts wait for you</numerusform>
        </translation>
    </message>
    <message>
        <source>Fortsæt</source>
        <translation>Go on</translation>
    </message>
    <message>
        <source>Sæt på pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Kun på denne computer</source>
        <translation>On this computer only</translation>
    </message>
    <message>
        <source>Synkroniseret</source>
        <translation>Synced</translation>
    </message>
    <message>
        <source>Synkroniserer …</source>
        <translation>Syncing …</translation>
    </message>
    <message>
        <source>Ingen forbindelse. Du kan arbejde videre</source>
        <translation>No connection. You can go on working</translation>
    </message>
    <message>
        <source>Synkronisering lykkedes ikke</source>
        <translation>Sync did not succeed</translation>
    </message>
    <message>
        <source>Synkronisering er sat på pause</source>
        <translation>Sync is paused</translation>
    </message>
    <message>
        <source>senest {when}</source>
        <translation>last {when}</translation>
    </message>
    <message numerus="yes">
        <source>%n ændringer venter</source>
        <translation>
            <numerusform>%n change waiting</numerusform>
            <numerusform>%n changes waiting</numerusform>
        </translation>
    </message>
    <message>
        <source>Sender, {done} af {total}</source>
        <translation>Sending, {done} of {total}</translation>
    </message>
    <message>
        <source>Henter, {done} af {total}</source>
        <translation>Fetching, {done} of {total}</translation>
    </message>
    <message>
        <source>Overfører filer, {done} af {total} MB</source>
        <translation>Transferring files, {done} of {total} MB</translation>
    </message>
    <message numerus="yes">
        <source>computerens ur går %n dage forkert</source>
        <translation>
            <numerusform>the computer&apos;s clock is wrong by %n day</numerusform>
            <numerusform>the computer&apos;s clock is wrong by %n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>computerens ur går %n timer forkert</source>
        <translation>
            <numerusform>the computer&apos;s clock is wrong by %n hour</numerusform>
            <numerusform>the computer&apos;s clock is wrong by %n hours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>computerens ur går %n minutter forkert</source>
        <translation>
            <numerusform>the computer&apos;s clock is wrong by %n minute</numerusform>
            <numerusform>the computer&apos;s clock is wrong by %n minutes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TableControl</name>
    <message>
        <source>Tilføj en række</source>
        <translation>Add a row</translation>
    </message>
    <message>
        <source>Række {number}</source>
        <translation>Row {number}</translation>
    </message>
    <message>
        <source>Fjern række {number}</source>
        <translation>Remove row {number}</translation>
    </message>
    <message>
        <source>{name}, række {number}</source>
        <translation>{name}, row {number}</translation>
    </message>
</context>
<context>
    <name>TalkFields</name>
    <message>
        <source>Lokale, telefonnummer eller mødelink</source>
        <translation>Room, phone number or meeting link</translation>
    </message>
    <message>
        <source>Dag</source>
        <translation>Day</translation>
    </message>
    <message>
        <source>Klokken</source>
        <translation>Time</translation>
    </message>
    <message>
        <source>Minutter</source>
        <translation>Minutes</translation>
    </message>
    <message>
        <source>Samtale</source>
        <translation>Talk</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>Form</translation>
    </message>
    <message>
        <source>Sted</source>
        <translation>Place</translation>
    </message>
    <message>
        <source>Dagsorden</source>
        <translation>Agenda</translation>
    </message>
</context>
<context>
    <name>TalkPage</name>
    <message>
        <source>Ring op</source>
        <translation>Call</translation>
    </message>
    <message>
        <source>Udeblevet</source>
        <translation>Did not come</translation>
    </message>
    <message>
        <source>Afslut samtalen</source>
        <translation>End the talk</translation>
    </message>
    <message>
        <source>Dagsorden</source>
        <translation>Agenda</translation>
    </message>
    <message>
        <source>Aftalt sidst</source>
        <translation>Agreed last time</translation>
    </message>
    <message>
        <source>Åbne skridt i planen</source>
        <translation>Open steps of the plan</translation>
    </message>
    <message>
        <source>Samtalen er afsluttet</source>
        <translation>The talk has ended</translation>
    </message>
    <message>
        <source>Udeblivelsen er noteret; skriv notatet færdigt</source>
        <translation>The absence is noted; finish the note</translation>
    </message>
    <message>
        <source>Du skriver på samtalens notat i det andet vindue.</source>
        <translation>You are writing the talk&apos;s note in the other window.</translation>
    </message>
    <message>
        <source>Skriv her i stedet</source>
        <translation>Write here instead</translation>
    </message>
</context>
<context>
    <name>TalkRow</name>
    <message>
        <source>aftalt</source>
        <translation>arranged</translation>
    </message>
    <message>
        <source>afholdt</source>
        <translation>held</translation>
    </message>
    <message>
        <source>udeblevet</source>
        <translation>did not come</translation>
    </message>
    <message>
        <source>aflyst</source>
        <translation>called off</translation>
    </message>
    <message>
        <source>Gem til kalenderen</source>
        <translation>Save for the calendar</translation>
    </message>
    <message>
        <source>Smid ud</source>
        <translation>Throw away</translation>
    </message>
    <message>
        <source>Afbud</source>
        <translation>Called off</translation>
    </message>
    <message>
        <source>Udeblevet</source>
        <translation>Did not come</translation>
    </message>
    <message>
        <source>Begynd</source>
        <translation>Begin</translation>
    </message>
    <message>
        <source>Se notat</source>
        <translation>See note</translation>
    </message>
</context>
<context>
    <name>TalksPage</name>
    <message>
        <source>Aftal en samtale</source>
        <translation>Arrange a talk</translation>
    </message>
    <message>
        <source>Ingen samtaler endnu.</source>
        <translation>No talks yet.</translation>
    </message>
    <message>
        <source>Ingen opgaver.</source>
        <translation>No tasks.</translation>
    </message>
    <message>
        <source>Ny opgave</source>
        <translation>New task</translation>
    </message>
    <message>
        <source>Opgavens frist</source>
        <translation>The task&apos;s deadline</translation>
    </message>
    <message>
        <source>Frist</source>
        <translation>Deadline</translation>
    </message>
    <message>
        <source>Tilføj</source>
        <translation>Add</translation>
    </message>
    <message>
        <source>Samtaler</source>
        <translation>Talks</translation>
    </message>
    <message>
        <source>Opgaver</source>
        <translation>Tasks</translation>
    </message>
    <message>
        <source>Samtalen er aftalt</source>
        <translation>The talk is arranged</translation>
    </message>
    <message>
        <source>Fristen kan ikke læses. Skriv den som 3-12-2026.</source>
        <translation>The deadline cannot be read. Write it as 3-12-2026.</translation>
    </message>
    <message>
        <source>Samtalen er smidt ud</source>
        <translation>The talk is in the bin</translation>
    </message>
    <message>
        <source>Opgaven er smidt ud</source>
        <translation>The task is in the bin</translation>
    </message>
</context>
<context>
    <name>TaskRow</name>
    <message>
        <source>Smid ud</source>
        <translation>Throw away</translation>
    </message>
</context>
<context>
    <name>TeamPage</name>
    <message>
        <source>Følg sagen</source>
        <translation>Follow the case</translation>
    </message>
    <message>
        <source>Ændringer fra kolleger kommer på Min dag</source>
        <translation>What colleagues change comes to My day</translation>
    </message>
    <message>
        <source>Kollega</source>
        <translation>Colleague</translation>
    </message>
    <message>
        <source>Rolle</source>
        <translation>Role</translation>
    </message>
    <message>
        <source>Til og med</source>
        <translation>Until</translation>
    </message>
    <message>
        <source>Tilføj</source>
        <translation>Add</translation>
    </message>
    <message>
        <source>Kun sagens tovholder ændrer, hvem der er på sagen.</source>
        <translation>Only the case&apos;s coordinator changes who is on the case.</translation>
    </message>
    <message>
        <source>Besked til kolleger på sagen</source>
        <translation>Message to colleagues on the case</translation>
    </message>
    <message>
        <source>Skriv til alle på sagen</source>
        <translation>Write to everyone on the case</translation>
    </message>
    <message>
        <source>Nævn kolleger</source>
        <translation>Mention colleagues</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Send</translation>
    </message>
    <message>
        <source>Ingen beskeder endnu.</source>
        <translation>No messages yet.</translation>
    </message>
    <message>
        <source>Team</source>
        <translation>Team</translation>
    </message>
    <message>
        <source>Beskeder</source>
        <translation>Messages</translation>
    </message>
    <message>
        <source>Overdragelse</source>
        <translation>Hand-over</translation>
    </message>
    <message>
        <source>Ukendt kollega</source>
        <translation>Unknown colleague</translation>
    </message>
    <message>
        <source>{name}, tovholder</source>
        <translation>{name}, coordinator</translation>
    </message>
    <message>
        <source>Dagen kan ikke læses. Skriv den som 3-12-2026.</source>
        <translation>The day cannot be read. Write it like 3-12-2026.</translation>
    </message>
    <message>
        <source>Sagen er overdraget</source>
        <translation>The case has been handed over</translation>
    </message>
</context>
<context>
    <name>TextChooser</name>
    <message>
        <source>Ingen standardtekst passer. Prøv andre ord.</source>
        <translation>No standard text matches. Try other words.</translation>
    </message>
</context>
<context>
    <name>TextEditor</name>
    <message>
        <source>Versioner</source>
        <translation>Versions</translation>
    </message>
    <message>
        <source>Bemærkninger til teksten</source>
        <translation>Remarks on the text</translation>
    </message>
    <message>
        <source>Vis med data fra sag</source>
        <translation>Show with data from case</translation>
    </message>
    <message>
        <source>Vis med data fra en sag</source>
        <translation>Show with data from a case</translation>
    </message>
    <message>
        <source>Smid ud</source>
        <translation>Throw away</translation>
    </message>
    <message>
        <source>Fortryd ændringer</source>
        <translation>Undo changes</translation>
    </message>
    <message>
        <source>Gem</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>Vælg en sag ovenfor for at se teksten med dens data.</source>
        <translation>Choose a case above to see the text with its data.</translation>
    </message>
    <message>
        <source>Gem til mig selv</source>
        <translation>Save for myself</translation>
    </message>
    <message>
        <source>Gem og godkend</source>
        <translation>Save and approve</translation>
    </message>
    <message>
        <source>Send til godkendelse</source>
        <translation>Send for approval</translation>
    </message>
    <message>
        <source>… og {count} til.</source>
        <translation>… and {count} more.</translation>
    </message>
    <message>
        <source>Ingen bemærkninger.</source>
        <translation>No remarks.</translation>
    </message>
    <message>
        <source>Ny tekst</source>
        <translation>New text</translation>
    </message>
    <message>
        <source>Version {count}</source>
        <translation>Version {count}</translation>
    </message>
    <message>
        <source>Venter på godkendelse</source>
        <translation>Awaiting approval</translation>
    </message>
    <message>
        <source>Rettes af en tekstansvarlig; gem din egen udgave</source>
        <translation>Edited by a librarian; save your own version</translation>
    </message>
</context>
<context>
    <name>TextFiles</name>
    <message>
        <source>Standardtekster ({endings})</source>
        <translation>Standard texts ({endings})</translation>
    </message>
    <message>
        <source>Importér standardtekster</source>
        <translation>Import standard texts</translation>
    </message>
    <message>
        <source>Eksportér standardtekster</source>
        <translation>Export standard texts</translation>
    </message>
    <message>
        <source>Standardteksterne er eksporteret</source>
        <translation>The standard texts are exported</translation>
    </message>
    <message>
        <source>{imported} tekster læst: {added} nye, {changed} ændrede, {unchanged} uændrede</source>
        <translation>{imported} texts read: {added} new, {changed} changed, {unchanged} unchanged</translation>
    </message>
</context>
<context>
    <name>TextForm</name>
    <message>
        <source>Kun mig</source>
        <translation>Only me</translation>
    </message>
    <message>
        <source>Hele organisationen</source>
        <translation>The whole organisation</translation>
    </message>
    <message>
        <source>med semikolon imellem</source>
        <translation>separated by semicolons</translation>
    </message>
    <message>
        <source>dag.måned.år</source>
        <translation>day.month.year</translation>
    </message>
    <message>
        <source>Teksten, med felter som {borger.navn}</source>
        <translation>The text, with fields like {borger.navn}</translation>
    </message>
    <message>
        <source>Forhåndsvisning</source>
        <translation>Preview</translation>
    </message>
</context>
<context>
    <name>Timeline</name>
    <message>
        <source>Tilføjelse, kladde</source>
        <translation>Addendum, draft</translation>
    </message>
    <message>
        <source>Tilføjelse</source>
        <translation>Addendum</translation>
    </message>
    <message>
        <source>Kladde</source>
        <translation>Draft</translation>
    </message>
    <message>
        <source>Endeligt notat</source>
        <translation>Final note</translation>
    </message>
    <message>
        <source>Brev fra borgeren</source>
        <translation>Letter from the citizen</translation>
    </message>
    <message>
        <source>Brev fra borgeren, ubehandlet</source>
        <translation>Letter from the citizen, not dealt with</translation>
    </message>
    <message>
        <source>Uegnet talemodel</source>
        <translation>Unfit speech model</translation>
    </message>
</context>
<context>
    <name>TimelineView</name>
    <message>
        <source>Tidslinje</source>
        <translation>Timeline</translation>
    </message>
</context>
<context>
    <name>Toast</name>
    <message>
        <source>Fortryd</source>
        <translation>Undo</translation>
    </message>
</context>
<context>
    <name>TrashPage</name>
    <message>
        <source>Kladde til notat</source>
        <translation>Draft of a note</translation>
    </message>
    <message>
        <source>Kladde til brev</source>
        <translation>Draft of a letter</translation>
    </message>
    <message>
        <source>Opgave</source>
        <translation>Task</translation>
    </message>
    <message>
        <source>Aftalt samtale</source>
        <translation>Arranged talk</translation>
    </message>
    <message>
        <source>Egen standardtekst</source>
        <translation>Own standard text</translation>
    </message>
    <message>
        <source>Papirkurv</source>
        <translation>Bin</translation>
    </message>
    <message>
        <source>Papirkurven er tom.</source>
        <translation>The bin is empty.</translation>
    </message>
    <message>
        <source>Det, du smider ud, ligger her i {days} dage.</source>
        <translation>What you throw away stays here for {days} days.</translation>
    </message>
    <message>
        <source>Tag tilbage</source>
        <translation>Take back</translation>
    </message>
    <message>
        <source>Slet for altid</source>
        <translation>Delete for good</translation>
    </message>
    <message>
        <source>smidt ud {when}</source>
        <translation>thrown away {when}</translation>
    </message>
    <message>
        <source>slettes {day}</source>
        <translation>deleted {day}</translation>
    </message>
    <message>
        <source>Taget tilbage</source>
        <translation>Taken back</translation>
    </message>
    <message>
        <source>»{title}« slettes for altid og kan ikke tages tilbage.</source>
        <translation>&quot;{title}&quot; will be deleted for good and cannot be taken back.</translation>
    </message>
</context>
<context>
    <name>Trouble</name>
    <message>
        <source>Netværket svarer i stedet for centralen: log på det i browseren</source>
        <translation>The network answers instead of the central: log in to it in the browser</translation>
    </message>
    <message>
        <source>Forbindelsen er ikke godkendt: sig det til IT</source>
        <translation>The connection is not trusted: tell IT</translation>
    </message>
    <message>
        <source>Forbindelsen er for langsom lige nu</source>
        <translation>The connection is too slow just now</translation>
    </message>
    <message>
        <source>Centralen har en fejl lige nu</source>
        <translation>The central has a fault just now</translation>
    </message>
    <message>
        <source>Centralen har travlt lige nu</source>
        <translation>The central is busy just now</translation>
    </message>
    <message>
        <source>Computeren er lukket ude af centralen: tal med IT</source>
        <translation>The computer is shut out of the central: talk to IT</translation>
    </message>
    <message>
        <source>Du har ikke længere adgang til centralen: tal med IT</source>
        <translation>You may no longer use the central: talk to IT</translation>
    </message>
    <message>
        <source>Du skal logge ind igen</source>
        <translation>You have to log in again</translation>
    </message>
    <message>
        <source>jobassist skal opdateres: tal med IT</source>
        <translation>jobassist has to be updated: talk to IT</translation>
    </message>
    <message>
        <source>En anden central svarer på adressen: tal med IT</source>
        <translation>Another central answers at the address: talk to IT</translation>
    </message>
    <message>
        <source>Disken er fuld: gør plads</source>
        <translation>The disk is full: make room</translation>
    </message>
</context>
<context>
    <name>Turned</name>
    <message>
        <source>Konsulent</source>
        <translation>Consultant</translation>
    </message>
    <message>
        <source>Tag skærmen tilbage</source>
        <translation>Take the screen back</translation>
    </message>
    <message>
        <source>Pinkode eller adgangssætning</source>
        <translation>PIN or passphrase</translation>
    </message>
</context>
<context>
    <name>UnlockPage</name>
    <message>
        <source>Adgangssætning</source>
        <translation>Passphrase</translation>
    </message>
    <message>
        <source>Lås op</source>
        <translation>Unlock</translation>
    </message>
    <message>
        <source>Glemt adgangssætning?</source>
        <translation>Forgotten passphrase?</translation>
    </message>
    <message>
        <source>Gendan sagslageret …</source>
        <translation>Restore the case store …</translation>
    </message>
    <message>
        <source>Låser op</source>
        <translation>Unlocking</translation>
    </message>
    <message>
        <source>Adgangssætning eller pinkode</source>
        <translation>Passphrase or PIN</translation>
    </message>
    <message>
        <source>jobassist</source>
        <translation>jobassist</translation>
    </message>
    <message>
        <source>Dine sager er låst og krypteret.</source>
        <translation>Your cases are locked and encrypted.</translation>
    </message>
    <message>
        <source>Skriv din adgangssætning.</source>
        <translation>Enter your passphrase.</translation>
    </message>
    <message>
        <source>Låser op …</source>
        <translation>Unlocking …</translation>
    </message>
    <message>
        <source>Caps Lock er slået til.</source>
        <translation>Caps Lock is on.</translation>
    </message>
</context>
<context>
    <name>VersionsDialog</name>
    <message>
        <source>Versioner</source>
        <translation>Versions</translation>
    </message>
    <message>
        <source>Version {count}</source>
        <translation>Version {count}</translation>
    </message>
    <message>
        <source>Hvad versionen siger</source>
        <translation>What the version says</translation>
    </message>
    <message>
        <source>Hent denne version tilbage</source>
        <translation>Bring this version back</translation>
    </message>
    <message>
        <source>Luk</source>
        <translation>Close</translation>
    </message>
</context>
<context>
    <name>Visit</name>
    <message>
        <source>Virksomhedspraktik</source>
        <translation>Internship</translation>
    </message>
    <message>
        <source>Løntilskud</source>
        <translation>Wage subsidy</translation>
    </message>
    <message>
        <source>Nytteindsats</source>
        <translation>Utility job</translation>
    </message>
    <message>
        <source>Kladde</source>
        <translation>Draft</translation>
    </message>
    <message>
        <source>Udfyldt</source>
        <translation>Complete</translation>
    </message>
    <message>
        <source>Underskrevet</source>
        <translation>Signed</translation>
    </message>
    <message>
        <source>Hos kommunen</source>
        <translation>At the municipality</translation>
    </message>
    <message>
        <source>Indsendt i VITAS</source>
        <translation>Filed in VITAS</translation>
    </message>
    <message>
        <source>Godkendt</source>
        <translation>Granted</translation>
    </message>
    <message>
        <source>Afslået</source>
        <translation>Refused</translation>
    </message>
    <message>
        <source>I gang</source>
        <translation>Running</translation>
    </message>
    <message>
        <source>Forlænget</source>
        <translation>Extended</translation>
    </message>
    <message>
        <source>Afsluttet</source>
        <translation>Ended</translation>
    </message>
    <message>
        <source>Afbrudt</source>
        <translation>Broken off</translation>
    </message>
    <message>
        <source>Mentorstøtte</source>
        <translation>Mentor support</translation>
    </message>
    <message>
        <source>Virksomhedsbesøg</source>
        <translation>Company visit</translation>
    </message>
    <message>
        <source>Jobordre</source>
        <translation>Job order</translation>
    </message>
    <message>
        <source>Arbejdsgiver</source>
        <translation>Employer</translation>
    </message>
    <message>
        <source>Medarbejderrepræsentant</source>
        <translation>Employee representative</translation>
    </message>
    <message>
        <source>Borger</source>
        <translation>Citizen</translation>
    </message>
    <message>
        <source>Virksomhedskonsulent</source>
        <translation>Company consultant</translation>
    </message>
    <message>
        <source>Stilling</source>
        <translation>Job title</translation>
    </message>
    <message>
        <source>Certifikater</source>
        <translation>Licences</translation>
    </message>
    <message>
        <source>Timer</source>
        <translation>Hours</translation>
    </message>
    <message>
        <source>Skånehensyn</source>
        <translation>Considerations</translation>
    </message>
    <message>
        <source>Kan begynde</source>
        <translation>Can begin</translation>
    </message>
    <message>
        <source>Kan</source>
        <translation>Skills</translation>
    </message>
    <message>
        <source>Afstand</source>
        <translation>Distance</translation>
    </message>
    <message>
        <source>Antallet af pladser kendes ikke</source>
        <translation>The number of places is not known</translation>
    </message>
    <message>
        <source>Spørg om antallet af ordinært ansatte, og skriv det i besøget.</source>
        <translation>Ask for the number of ordinary employees, and write it in the visit.</translation>
    </message>
    <message>
        <source>Plads til {count}</source>
        <translation>Room for {count}</translation>
    </message>
    <message>
        <source>Ikke plads til flere</source>
        <translation>No room for more</translation>
    </message>
    <message>
        <source>ordinært ansatte</source>
        <translation>ordinary employees</translation>
    </message>
    <message>
        <source>fuldtidsansatte</source>
        <translation>full-time employees</translation>
    </message>
    <message>
        <source>{employees} {counted} giver {allowed}; {taken} er her nu. {basis}.</source>
        <translation>{employees} {counted} allow {allowed}; {taken} here now. {basis}.</translation>
    </message>
    <message>
        <source>Reglen er usikker.</source>
        <translation>The rule is uncertain.</translation>
    </message>
    <message>
        <source>{least}–{most} timer om ugen</source>
        <translation>{least}–{most} hours a week</translation>
    </message>
    <message>
        <source>{km} km, højst {most}</source>
        <translation>{km} km, at most {most}</translation>
    </message>
    <message>
        <source>kendes ikke</source>
        <translation>not known</translation>
    </message>
    <message>
        <source>nu</source>
        <translation>now</translation>
    </message>
    <message>
        <source>intet af det</source>
        <translation>none of it</translation>
    </message>
    <message>
        <source>; mangler {what}</source>
        <translation>; lacks {what}</translation>
    </message>
</context>
<context>
    <name>VisitFrame</name>
    <message>
        <source>Til virksomheden</source>
        <translation>To the company</translation>
    </message>
    <message>
        <source>Ny blanket</source>
        <translation>New form</translation>
    </message>
    <message>
        <source>Find kandidater</source>
        <translation>Find candidates</translation>
    </message>
    <message>
        <source>Jobordre</source>
        <translation>Job order</translation>
    </message>
    <message>
        <source>Foto eller scan …</source>
        <translation>Photo or scan …</translation>
    </message>
    <message>
        <source>Deltagere</source>
        <translation>Participants</translation>
    </message>
    <message>
        <source>Behov for arbejdskraft</source>
        <translation>Labour needed</translation>
    </message>
    <message>
        <source>Ordinært ansatte nu</source>
        <translation>Ordinary employees now</translation>
    </message>
    <message>
        <source>Aftalt</source>
        <translation>Agreed</translation>
    </message>
    <message>
        <source>Næste kontakt</source>
        <translation>Next contact</translation>
    </message>
    <message>
        <source>Hvad der skal ske</source>
        <translation>What is to happen</translation>
    </message>
    <message>
        <source>Hvem og hvad</source>
        <translation>Who and what</translation>
    </message>
    <message>
        <source>Muligheder, der er tilbudt</source>
        <translation>Options offered</translation>
    </message>
    <message>
        <source>Aftalt, og hvad der skal ske</source>
        <translation>Agreed, and what is to happen</translation>
    </message>
    <message>
        <source>Firmaets jobordrer</source>
        <translation>The company&apos;s job orders</translation>
    </message>
    <message>
        <source>Fotos og scanninger</source>
        <translation>Photos and scans</translation>
    </message>
    <message>
        <source>Blanketter fra besøget</source>
        <translation>Forms from the visit</translation>
    </message>
    <message>
        <source>Hvad kommunen har modtaget</source>
        <translation>What the municipality has received</translation>
    </message>
</context>
<context>
    <name>VisitPage</name>
    <message>
        <source>Besøg hos {name}</source>
        <translation>Visit to {name}</translation>
    </message>
    <message>
        <source>{size} kB</source>
        <translation>{size} kB</translation>
    </message>
    <message>
        <source>Ingen endnu.</source>
        <translation>None yet.</translation>
    </message>
    <message>
        <source>En kollega har været her. Du kan læse med.</source>
        <translation>A colleague was here. You can read along.</translation>
    </message>
    <message>
        <source>Gemmer …</source>
        <translation>Saving …</translation>
    </message>
    <message>
        <source>Antal ansatte er ikke gemt: det er ikke et tal</source>
        <translation>The number of employees is not saved: it is not a number</translation>
    </message>
    <message>
        <source>Næste kontakt er ikke gemt: skriv en hel dato</source>
        <translation>The next contact is not saved: write a whole date</translation>
    </message>
    <message>
        <source>Gemt</source>
        <translation>Saved</translation>
    </message>
    <message>
        <source>Kunne ikke gemmes</source>
        <translation>Could not be saved</translation>
    </message>
    <message>
        <source>Stilling</source>
        <translation>Position</translation>
    </message>
    <message>
        <source>Antal</source>
        <translation>Number</translation>
    </message>
    <message>
        <source>Timer om ugen</source>
        <translation>Hours a week</translation>
    </message>
    <message>
        <source>Fra</source>
        <translation>From</translation>
    </message>
    <message>
        <source>Skal kunne (skil med komma)</source>
        <translation>Must be able to (separate by comma)</translation>
    </message>
    <message>
        <source>Certifikater og kørekort (skil med komma)</source>
        <translation>Licences (separate by comma)</translation>
    </message>
    <message>
        <source>Bemærkninger</source>
        <translation>Remarks</translation>
    </message>
    <message>
        <source>Jobordren er gemt</source>
        <translation>The job order is saved</translation>
    </message>
    <message>
        <source>Ny jobordre</source>
        <translation>New job order</translation>
    </message>
    <message>
        <source>Gem jobordren</source>
        <translation>Save the job order</translation>
    </message>
    <message>
        <source>Vælg foto eller scanning</source>
        <translation>Choose a photo or scan</translation>
    </message>
    <message>
        <source>Billeder og PDF (*.jpg *.jpeg *.png *.tif *.tiff *.pdf)</source>
        <translation>Pictures and PDF (*.jpg *.jpeg *.png *.tif *.tiff *.pdf)</translation>
    </message>
    <message>
        <source>Foto eller scan</source>
        <translation>Photo or scan</translation>
    </message>
    <message>
        <source>Filen ligger nu krypteret hos besøget</source>
        <translation>The file is now kept encrypted with the visit</translation>
    </message>
</context>
<context>
    <name>VoiceStep</name>
    <message>
        <source>Prøv mikrofonen, og diktér en sætning</source>
        <translation>Try the microphone, and dictate a sentence</translation>
    </message>
    <message>
        <source>Sig for eksempel: »Jobsamtale holdt telefonisk punktum«. Intet af det, du siger her, bliver gemt.</source>
        <translation>Say for example, in Danish: »Jobsamtale holdt telefonisk punktum«. Nothing you say here is kept.</translation>
    </message>
    <message>
        <source>Skift mikrofon …</source>
        <translation>Change microphone …</translation>
    </message>
    <message>
        <source>Begynd at tale</source>
        <translation>Begin to speak</translation>
    </message>
    <message>
        <source>Hvad mikrofonen hører</source>
        <translation>What the microphone hears</translation>
    </message>
    <message>
        <source>Hør det igen</source>
        <translation>Hear it again</translation>
    </message>
    <message>
        <source>Det, du sagde</source>
        <translation>What you said</translation>
    </message>
    <message>
        <source>Fortsæt</source>
        <translation>Go on</translation>
    </message>
    <message>
        <source>Systemets mikrofon</source>
        <translation>The system&apos;s microphone</translation>
    </message>
    <message>
        <source>Talemodellen »{model}« er egnet til notater.</source>
        <translation>The speech model &quot;{model}&quot; is fit for notes.</translation>
    </message>
    <message>
        <source>Talemodellen »{model}« er lille: den finder standardtekster og kommandoer, men fri tekst skal læses grundigt igennem. IT kan installere en større.</source>
        <translation>The speech model &quot;{model}&quot; is small: it finds standard texts and commands, but free text must be read through carefully. IT can install a larger one.</translation>
    </message>
    <message>
        <source>Sig noget …</source>
        <translation>Say something …</translation>
    </message>
    <message>
        <source>Den hører dig. Tryk igen, når du er færdig.</source>
        <translation>It hears you. Press again when you are done.</translation>
    </message>
    <message>
        <source>Den hørte intet. Tal tættere på, eller vælg en anden mikrofon.</source>
        <translation>It heard nothing. Speak closer, or choose another microphone.</translation>
    </message>
    <message>
        <source>Skriver …</source>
        <translation>Writing …</translation>
    </message>
    <message>
        <source>Der var ingen ord i det. Prøv igen.</source>
        <translation>There were no words in it. Try again.</translation>
    </message>
    <message>
        <source>Færdig</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>Den stopper selv efter {seconds} sekunder</source>
        <translation>It stops by itself after {seconds} seconds</translation>
    </message>
</context>
<context>
    <name>WipedPage</name>
    <message>
        <source>Begynd forfra</source>
        <translation>Begin anew</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>Ingen kontakt</source>
        <translation>No contact</translation>
    </message>
    <message>
        <source>Fremmøde</source>
        <translation>In person</translation>
    </message>
    <message>
        <source>Telefon</source>
        <translation>Phone</translation>
    </message>
    <message>
        <source>Video</source>
        <translation>Video</translation>
    </message>
    <message>
        <source>Jobsamtale</source>
        <translation>Job talk</translation>
    </message>
    <message>
        <source>Første samtale</source>
        <translation>First talk</translation>
    </message>
    <message>
        <source>Opfølgningssamtale</source>
        <translation>Follow-up talk</translation>
    </message>
    <message>
        <source>Cv-samtale</source>
        <translation>CV talk</translation>
    </message>
    <message>
        <source>Rundbordssamtale</source>
        <translation>Round table</translation>
    </message>
    <message>
        <source>Eget skridt</source>
        <translation>Own step</translation>
    </message>
    <message>
        <source>Virksomhedspraktik</source>
        <translation>Internship</translation>
    </message>
    <message>
        <source>Løntilskud</source>
        <translation>Wage subsidy</translation>
    </message>
    <message>
        <source>Nytteindsats</source>
        <translation>Utility job</translation>
    </message>
    <message>
        <source>Mentorstøtte</source>
        <translation>Mentor support</translation>
    </message>
    <message>
        <source>Opkvalificering</source>
        <translation>Upskilling</translation>
    </message>
    <message>
        <source>Ordinære timer</source>
        <translation>Ordinary hours</translation>
    </message>
    <message>
        <source>Helbred</source>
        <translation>Health</translation>
    </message>
    <message>
        <source>Andet</source>
        <translation>Other</translation>
    </message>
    <message>
        <source>tovholder</source>
        <translation>coordinator</translation>
    </message>
    <message>
        <source>sagsbehandler</source>
        <translation>caseworker</translation>
    </message>
    <message>
        <source>virksomhedskonsulent</source>
        <translation>company consultant</translation>
    </message>
    <message>
        <source>mentorkoordinator</source>
        <translation>mentor coordinator</translation>
    </message>
    <message>
        <source>samarbejdspartner</source>
        <translation>partner</translation>
    </message>
    <message>
        <source>læseadgang</source>
        <translation>reader</translation>
    </message>
    <message>
        <source>I dag</source>
        <translation>Today</translation>
    </message>
    <message>
        <source>I går</source>
        <translation>Yesterday</translation>
    </message>
    <message>
        <source>Beskyttet adresse</source>
        <translation>Protected address</translation>
    </message>
    <message>
        <source>{day} kl. {time}</source>
        <translation>{day} at {time}</translation>
    </message>
    <message>
        <source>Dagpengemodtager</source>
        <translation>Unemployment benefit</translation>
    </message>
    <message>
        <source>Jobparat</source>
        <translation>Ready for work</translation>
    </message>
    <message>
        <source>Aktivitetsparat</source>
        <translation>Ready for activity</translation>
    </message>
    <message>
        <source>Uddannelsesparat</source>
        <translation>Ready for education</translation>
    </message>
    <message>
        <source>Aktivitetsparat under 30</source>
        <translation>Ready for activity, under 30</translation>
    </message>
    <message>
        <source>Sygedagpengemodtager</source>
        <translation>Sickness benefit</translation>
    </message>
    <message>
        <source>Jobafklaring</source>
        <translation>Job clarification</translation>
    </message>
    <message>
        <source>Ressourceforløb</source>
        <translation>Resource course</translation>
    </message>
    <message>
        <source>Fleksjobvisiteret</source>
        <translation>Approved for flex job</translation>
    </message>
    <message>
        <source>Revalidering</source>
        <translation>Rehabilitation</translation>
    </message>
    <message>
        <source>Førtidspensionist</source>
        <translation>Disability pension</translation>
    </message>
    <message>
        <source>Selvforsørgende</source>
        <translation>Self-supporting</translation>
    </message>
    <message>
        <source>Under 18 år</source>
        <translation>Under 18</translation>
    </message>
</context>
<context>
    <name>WordsDialog</name>
    <message>
        <source>Ordliste</source>
        <translation>Words</translation>
    </message>
    <message>
        <source>Luk</source>
        <translation>Close</translation>
    </message>
</context>
<context>
    <name>Work</name>
    <message>
        <source>Øvesagen er væk</source>
        <translation>The practice case is gone</translation>
    </message>
    <message>
        <source>Sagen er ikke længere på denne computer.</source>
        <translation>The case is no longer on this computer.</translation>
    </message>
    <message>
        <source>Hvad der ikke var sendt, ligger under Synkronisering.</source>
        <translation>What had not been sent is under Synchronisation.</translation>
    </message>
</context>
<context>
    <name>WorkFrame</name>
    <message>
        <source>Søg</source>
        <translation>Search</translation>
    </message>
    <message>
        <source>Adgangssætning, pinkode og gendannelsesnøgle</source>
        <translation>Passphrase, PIN and recovery key</translation>
    </message>
</context>
</TS>
