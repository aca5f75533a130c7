"""What a field may be filled from beforehand (`fra:`): a closed list that a file is checked by."""

from jobassist.forms.definition import Words

SOURCES = {
    "citizen.cpr": Words("borgerens CPR-nummer", "the citizen's CPR number"),
    "citizen.name": Words("borgerens navn", "the citizen's name"),
    "citizen.benefit": Words("borgerens ydelse", "the citizen's benefit"),
    "citizen.target_group": Words("borgerens målgruppe", "the citizen's target group"),
    "company.cvr": Words("CVR-nummeret", "the CVR number"),
    "company.p_number": Words("P-nummeret", "the P number"),
    "company.name": Words("virksomhedens navn", "the company's name"),
    "company.address": Words("arbejdsstedets adresse", "the workplace's address"),
    "company.sector": Words("sektoren", "the sector"),
    "company.contact_name": Words("kontaktpersonen", "the contact person"),
    "company.contact_email": Words("kontaktpersonens e-mail", "the contact person's e-mail"),
    "company.contact_phone": Words("kontaktpersonens telefon", "the contact person's phone"),
    "company.rep_name": Words("medarbejderrepræsentanten", "the employee representative"),
    "company.rep_role": Words("repræsentantens rolle", "the representative's role"),
    "company.rep_email": Words("repræsentantens e-mail", "the representative's e-mail"),
    "company.rep_phone": Words("repræsentantens telefon", "the representative's phone"),
    "company.employees": Words("ordinært ansatte", "ordinary employees"),
    "company.full_time": Words("ordinært ansatte på fuld tid", "ordinary full-time employees"),
    "company.in_internship": Words("personer i praktik", "persons in internship"),
    "company.in_wage_subsidy": Words("personer i løntilskud", "persons with wage subsidy"),
    "company.in_utility_job": Words("personer i nytteindsats", "persons in utility jobs"),
    "company.supported": Words("støttede i alt", "supported persons in all"),
    "job.title": Words("stillingen", "the job title"),
    "job.code": Words("stillingskoden", "the job's code"),
    "job.tasks": Words("opgaverne", "the tasks"),
    "municipality.insurance": Words("kommunens tekst om forsikring", "the text on insurance"),
    "today": Words("dagen i dag", "today"),
    "previous.vitas_ref": Words("det hidtidige forløbs reference", "the earlier reference"),
    "previous.first_day": Words("hele forløbets første dag", "the course's first day"),
    "previous.next_extension": Words("forlængelsens nummer", "the extension's number"),
    "previous.next_period": Words("den næste periode", "the next period"),
    "previous.goal": Words("det hidtidige mål", "the earlier goal"),
}
"""What a field may be filled from, and what that is called."""
