<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en">
<context>
    <name>eventscope::ui::FilterBar</name>
    <message numerus="yes">
        <source>%Ln event(s)</source>
        <translation>
            <numerusform>%Ln event</numerusform>
            <numerusform>%Ln events</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>eventscope::ui::HoldsPane</name>
    <message numerus="yes">
        <source>It holds in %n run(s) of versions</source>
        <translation>
            <numerusform>It holds in %Ln run of versions</numerusform>
            <numerusform>It holds in %Ln runs of versions</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>eventscope::ui::JobsStrip</name>
    <message numerus="yes">
        <source>%1 and %Ln more</source>
        <translation>
            <numerusform>%1 and %Ln more</numerusform>
            <numerusform>%1 and %Ln more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>eventscope::ui::JsonTreeModel</name>
    <message numerus="yes">
        <source>%n element(s)</source>
        <translation>
            <numerusform>%Ln element</numerusform>
            <numerusform>%Ln elements</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n member(s)</source>
        <translation>
            <numerusform>%Ln member</numerusform>
            <numerusform>%Ln members</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>eventscope::ui::NavigatorModel</name>
    <message numerus="yes">
        <source>%Ln event(s)</source>
        <translation>
            <numerusform>%Ln event</numerusform>
            <numerusform>%Ln events</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>eventscope::ui::LogExport</name>
    <message numerus="yes">
        <source>%Ln event(s) exported to %1</source>
        <translation>
            <numerusform>%Ln event exported to %1</numerusform>
            <numerusform>%Ln events exported to %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln value(s) in clear</source>
        <translation>
            <numerusform>%Ln value in clear</numerusform>
            <numerusform>%Ln values in clear</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>eventscope::ui::NoteBook</name>
    <message numerus="yes">
        <source>removal of %Ln note(s)</source>
        <translation>
            <numerusform>removal of %Ln note</numerusform>
            <numerusform>removal of %Ln notes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>eventscope::ui::NoteExport</name>
    <message numerus="yes">
        <source>%Ln note(s) copied</source>
        <translation>
            <numerusform>%Ln note copied</numerusform>
            <numerusform>%Ln notes copied</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln note(s) exported to %1</source>
        <translation>
            <numerusform>%Ln note exported to %1</numerusform>
            <numerusform>%Ln notes exported to %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>eventscope::ui::NotesPage</name>
    <message numerus="yes">
        <source>%Ln note(s)</source>
        <translation>
            <numerusform>%Ln note</numerusform>
            <numerusform>%Ln notes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>eventscope::ui::NewRowsPill</name>
    <message numerus="yes">
        <source>%Ln new</source>
        <translation>
            <numerusform>%Ln new</numerusform>
            <numerusform>%Ln new</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>eventscope::ui::PayloadCell</name>
    <message numerus="yes">
        <source>%Ln element(s)</source>
        <translation>
            <numerusform>%Ln element</numerusform>
            <numerusform>%Ln elements</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln member(s)</source>
        <translation>
            <numerusform>%Ln member</numerusform>
            <numerusform>%Ln members</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>eventscope::ui::SavedFiltersModel</name>
    <message numerus="yes">
        <source>%Ln event(s)</source>
        <translation>
            <numerusform>%Ln event</numerusform>
            <numerusform>%Ln events</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>eventscope::ui::StatisticsPanel</name>
    <message numerus="yes">
        <source>%Ln event(s), still searching</source>
        <translation>
            <numerusform>%Ln event, still searching</numerusform>
            <numerusform>%Ln events, still searching</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln event(s)</source>
        <translation>
            <numerusform>%Ln event</numerusform>
            <numerusform>%Ln events</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>eventscope::ui::StatusLine</name>
    <message numerus="yes">
        <source>%Ln event(s)</source>
        <translation>
            <numerusform>%Ln event</numerusform>
            <numerusform>%Ln events</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>load %Ln statement(s) a second</source>
        <translation>
            <numerusform>load %Ln statement a second</numerusform>
            <numerusform>load %Ln statements a second</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>eventscope::ui::StreamHead</name>
    <message numerus="yes">
        <source>%n event(s)</source>
        <translation>
            <numerusform>%Ln event</numerusform>
            <numerusform>%Ln events</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n type(s) ignored</source>
        <translation>
            <numerusform>%Ln type ignored</numerusform>
            <numerusform>%Ln types ignored</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n event(s) failed</source>
        <translation>
            <numerusform>%Ln event failed</numerusform>
            <numerusform>%Ln events failed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>eventscope::ui::StreamPage</name>
    <message numerus="yes">
        <source>Stopped: only the first %n event(s)</source>
        <translation>
            <numerusform>Stopped: only the first %Ln event</numerusform>
            <numerusform>Stopped: only the first %Ln events</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>eventscope::ui::TimelinePanel</name>
    <message numerus="yes">
        <source>%n event(s) of %1</source>
        <translation>
            <numerusform>%Ln event of %1</numerusform>
            <numerusform>%Ln events of %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n event(s) shown</source>
        <translation>
            <numerusform>%Ln event shown</numerusform>
            <numerusform>%Ln events shown</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n event(s) up to here</source>
        <translation>
            <numerusform>%1 of %Ln event up to here</numerusform>
            <numerusform>%1 of %Ln events up to here</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n event(s)</source>
        <translation>
            <numerusform>%Ln event</numerusform>
            <numerusform>%Ln events</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n event(s) in %1</source>
        <translation>
            <numerusform>%Ln event in %1</numerusform>
            <numerusform>%Ln events in %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>eventscope::ui::TimelineView</name>
    <message numerus="yes">
        <source>Idle time is folded at %n place(s).</source>
        <translation>
            <numerusform>Idle time is folded at %Ln place.</numerusform>
            <numerusform>Idle time is folded at %Ln places.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, %n event(s)</source>
        <translation>
            <numerusform>%1, %Ln event</numerusform>
            <numerusform>%1, %Ln events</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>eventscope::ui::ValuePane</name>
    <message numerus="yes">
        <source>%1, set or removed %n time(s)</source>
        <translation>
            <numerusform>%1, set or removed once</numerusform>
            <numerusform>%1, set or removed %Ln times</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>eventscope::ui::ValuePlot</name>
    <message numerus="yes">
        <source>%1 over %n version(s).</source>
        <translation>
            <numerusform>%1 over %Ln version.</numerusform>
            <numerusform>%1 over %Ln versions.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>OddityWords</name>
    <message numerus="yes">
        <source>%n duplicate key(s)</source>
        <translation>
            <numerusform>%Ln duplicate key</numerusform>
            <numerusform>%Ln duplicate keys</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n number(s) beyond a double</source>
        <translation>
            <numerusform>%Ln number beyond a double</numerusform>
            <numerusform>%Ln numbers beyond a double</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n text(s) with bidi controls</source>
        <translation>
            <numerusform>%Ln text with bidi controls</numerusform>
            <numerusform>%Ln texts with bidi controls</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>eventscope::ui::DoctorPane</name>
    <message numerus="yes">
        <source>%Ln problem(s)</source>
        <translation>
            <numerusform>%Ln problem</numerusform>
            <numerusform>%Ln problems</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>eventscope::ui::DriftPane</name>
    <message numerus="yes">
        <source>No drift: %Ln row(s) are what the events make of them, as of position %1</source>
        <translation>
            <numerusform>No drift: %Ln row is what the events make of it, as of position %1</numerusform>
            <numerusform>No drift: %Ln rows are what the events make of them, as of position %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>eventscope::ui::LettersPane</name>
    <message numerus="yes">
        <source>%Ln event(s) could not be taken</source>
        <translation>
            <numerusform>%Ln event could not be taken</numerusform>
            <numerusform>%Ln events could not be taken</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>eventscope::ui::RebuildPanel</name>
    <message numerus="yes">
        <source>%Ln event(s) could not be taken</source>
        <translation>
            <numerusform>%Ln event could not be taken</numerusform>
            <numerusform>%Ln events could not be taken</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln event(s) to take, in about %1.</source>
        <translation>
            <numerusform>%Ln event to take, in about %1.</numerusform>
            <numerusform>%Ln events to take, in about %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln of them were taken before; it goes on from there.</source>
        <translation>
            <numerusform>%Ln of them was taken before; it goes on from there.</numerusform>
            <numerusform>%Ln of them were taken before; it goes on from there.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln row(s) are served, and stay as they are until you swap.</source>
        <translation>
            <numerusform>%Ln row is served, and stays as it is until you swap.</numerusform>
            <numerusform>%Ln rows are served, and stay as they are until you swap.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>eventscope::ui::RowsPane</name>
    <message numerus="yes">
        <source>%Ln row(s) as of position %1, made again from the events</source>
        <translation>
            <numerusform>%Ln row as of position %1, made again from the events</numerusform>
            <numerusform>%Ln rows as of position %1, made again from the events</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The first %Ln row(s) as served, as of position %1</source>
        <translation>
            <numerusform>The first %Ln row as served, as of position %1</numerusform>
            <numerusform>The first %Ln rows as served, as of position %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln row(s) as served, as of position %1</source>
        <translation>
            <numerusform>%Ln row as served, as of position %1</numerusform>
            <numerusform>%Ln rows as served, as of position %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>eventscope::ui::StepsPane</name>
    <message numerus="yes">
        <source>%Ln step(s) around the cursor</source>
        <translation>
            <numerusform>%Ln step around the cursor</numerusform>
            <numerusform>%Ln steps around the cursor</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln step(s), all that there are</source>
        <translation>
            <numerusform>%Ln step, the only one</numerusform>
            <numerusform>%Ln steps, all that there are</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>eventscope::ui::FindPane</name>
    <message numerus="yes">
        <source>%Ln place(s)</source>
        <translation>
            <numerusform>%Ln place</numerusform>
            <numerusform>%Ln places</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>eventscope::ui::BackupsList</name>
    <message numerus="yes">
        <source>%Ln backup(s) of the vault</source>
        <translation>
            <numerusform>%Ln backup of the vault</numerusform>
            <numerusform>%Ln backups of the vault</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>eventscope::ui::HoldsList</name>
    <message numerus="yes">
        <source>%Ln legal hold(s) forbid it</source>
        <translation>
            <numerusform>%Ln legal hold forbids it</numerusform>
            <numerusform>%Ln legal holds forbid it</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>eventscope::ui::PersonKeysDialog</name>
    <message numerus="yes">
        <source>There are %Ln new key(s): what is appended about them is sealed again.</source>
        <translation>
            <numerusform>There is %Ln new key: what is appended about them is sealed again.</numerusform>
            <numerusform>There are %Ln new keys: what is appended about them is sealed again.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln key(s) are retired: what was sealed before still opens.</source>
        <translation>
            <numerusform>%Ln key is retired: what was sealed before still opens.</numerusform>
            <numerusform>%Ln keys are retired: what was sealed before still opens.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>eventscope::ui::PreviewPane</name>
    <message numerus="yes">
        <source>%Ln key(s)</source>
        <translation>
            <numerusform>%Ln key</numerusform>
            <numerusform>%Ln keys</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln stream(s)</source>
        <translation>
            <numerusform>%Ln stream</numerusform>
            <numerusform>%Ln streams</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln event(s)</source>
        <translation>
            <numerusform>%Ln event</numerusform>
            <numerusform>%Ln events</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln protected value(s)</source>
        <translation>
            <numerusform>%Ln protected value</numerusform>
            <numerusform>%Ln protected values</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln row(s) of read models</source>
        <translation>
            <numerusform>%Ln row of read models</numerusform>
            <numerusform>%Ln rows of read models</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln snapshot(s)</source>
        <translation>
            <numerusform>%Ln snapshot</numerusform>
            <numerusform>%Ln snapshots</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln dead letter(s)</source>
        <translation>
            <numerusform>%Ln dead letter</numerusform>
            <numerusform>%Ln dead letters</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>▲ %Ln value(s) in clear</source>
        <translation>
            <numerusform>▲ %Ln value in clear</numerusform>
            <numerusform>▲ %Ln values in clear</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>▲ %Ln sealed value(s) out of reach</source>
        <translation>
            <numerusform>▲ %Ln sealed value out of reach</numerusform>
            <numerusform>▲ %Ln sealed values out of reach</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln place(s) of their id</source>
        <translation>
            <numerusform>%Ln place of their id</numerusform>
            <numerusform>%Ln places of their id</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln export(s) of theirs</source>
        <translation>
            <numerusform>%Ln export of theirs</numerusform>
            <numerusform>%Ln exports of theirs</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>eventscope::ui::ReportPane</name>
    <message numerus="yes">
        <source>%Ln line(s) of the ledger</source>
        <translation>
            <numerusform>%Ln line of the ledger</numerusform>
            <numerusform>%Ln lines of the ledger</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>eventscope::ui::VerifyPane</name>
    <message numerus="yes">
        <source>%1 in %2 files, for %Ln key(s), also as wrapped</source>
        <translation>
            <numerusform>%1 in %2 files, for %Ln key, also as wrapped</numerusform>
            <numerusform>%1 in %2 files, for %Ln keys, also as wrapped</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln value(s) are not shredded for it</source>
        <translation>
            <numerusform>%Ln value is not shredded for it</numerusform>
            <numerusform>%Ln values are not shredded for it</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln value(s) looked at</source>
        <translation>
            <numerusform>%Ln value looked at</numerusform>
            <numerusform>%Ln values looked at</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln value(s) do not</source>
        <translation>
            <numerusform>%Ln value does not</numerusform>
            <numerusform>%Ln values do not</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln event(s), as they were when it was asked for</source>
        <translation>
            <numerusform>%Ln event, as it was when it was asked for</numerusform>
            <numerusform>%Ln events, as they were when it was asked for</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln value(s) opened</source>
        <translation>
            <numerusform>%Ln value opened</numerusform>
            <numerusform>%Ln values opened</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln event(s) are not</source>
        <translation>
            <numerusform>%Ln event is not</numerusform>
            <numerusform>%Ln events are not</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln event(s) read</source>
        <translation>
            <numerusform>%Ln event read</numerusform>
            <numerusform>%Ln events read</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) hold one</source>
        <translation>
            <numerusform>%Ln file holds one</numerusform>
            <numerusform>%Ln files hold one</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>eventscope::ui::PrivacyWords</name>
    <message numerus="yes">
        <source>%Ln registered backup(s) of the vault may still hold these keys: %1.</source>
        <translation>
            <numerusform>A registered backup of the vault may still hold these keys: %1.</numerusform>
            <numerusform>%Ln registered backups of the vault may still hold these keys: %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln more</source>
        <translation>
            <numerusform>%Ln more</numerusform>
            <numerusform>%Ln more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>eventscope::ui::PurposeChoice</name>
    <message numerus="yes">
        <source>%Ln sealed value(s)</source>
        <translation>
            <numerusform>%Ln sealed value</numerusform>
            <numerusform>%Ln sealed values</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>eventscope::ui::DueList</name>
    <message numerus="yes">
        <source>%Ln value(s)</source>
        <translation>
            <numerusform>%Ln value</numerusform>
            <numerusform>%Ln values</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln person(s)</source>
        <translation>
            <numerusform>%Ln person</numerusform>
            <numerusform>%Ln people</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln key(s) were changed by somebody else: what they sealed is left out</source>
        <translation>
            <numerusform>%Ln key of the vault was changed by somebody else: what it sealed is left out</numerusform>
            <numerusform>%Ln keys of the vault were changed by somebody else: what they sealed is left out</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>eventscope::ui::StoreBanners</name>
    <message numerus="yes">
        <source>%Ln backup(s) of the vault still hold keys that were destroyed, until %1.</source>
        <translation>
            <numerusform>A backup of the vault still holds keys that were destroyed, until %1.</numerusform>
            <numerusform>%Ln backups of the vault still hold keys that were destroyed, until %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln backup(s) of the vault still hold destroyed keys until somebody destroys them by hand.</source>
        <translation>
            <numerusform>A backup of the vault still holds destroyed keys until somebody destroys it by hand: no day is set on which it expires.</numerusform>
            <numerusform>%Ln backups of the vault still hold destroyed keys until somebody destroys them by hand: of one no day is set on which it expires.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln backup(s) of the vault have expired and still lie where they were made: delete them.</source>
        <translation>
            <numerusform>A backup of the vault has expired and still lies where it was made: delete it.</numerusform>
            <numerusform>%Ln backups of the vault have expired and still lie where they were made: delete them.</numerusform>
        </translation>
    </message>
</context>
</TS>
