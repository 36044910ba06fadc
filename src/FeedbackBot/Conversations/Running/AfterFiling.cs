using FeedbackBot.Conversations.Answers;
using FeedbackBot.Understanding;

namespace FeedbackBot.Conversations;

/// <summary>A message after a case was filed here: more about it, taking it back, or something new.</summary>
internal static class AfterFiling
{
    /// <summary>A longer message tells something new.</summary>
    private const double CorrectionAtMost = 12;

    public static bool Take(Talk talk)
    {
        if (talk.LastCase is not { } last || IsNew(talk))
            return false;
        if (Corrects(talk))
            return true;
        var number = TicketNumberAnswer.Find(talk.Heard.Plain) ?? last;
        if (talk.Heard.Means(Intent.Withdrawal))
            talk.Do(new WithdrawTicket(number) { Outcomes = Outcomes(talk, ("withdrawn", Line.Withdrawn), ("none", Line.NothingToWithdraw)) });
        else if (IsMore(talk))
            Add(talk, number);
        else
            return false;
        return true;
    }

    /// <summary>"Oops, the number ends in 45": what was filed is put right, in the case too.</summary>
    private static bool Corrects(Talk talk)
    {
        if (talk.LastFiled is not { } filed || talk.Heard.Content > CorrectionAtMost || !talk.Heard.Means(Intent.Correction) || talk.Book.Find(filed.Flow) is null)
            return false;
        talk.Push(filed with { FirstTurn = talk.Turns });
        if (Correcting.Filed(talk))
            return true;
        talk.Running = null;
        return false;
    }

    /// <summary>A matter by its name is a new one, even with "also" before it; a turn of phrase alone may be more of the old.</summary>
    private static bool IsNew(Talk talk) =>
        talk.Book.Opened(talk.Heard.Plain) is { AsksFor: null } flow && (flow.Says.Match(talk.Heard.Plain) || !talk.Heard.Means(Intent.Addition));

    private static void Add(Talk talk, string number)
    {
        Filling.Remember(talk);
        talk.Do(new AddToTicket(number, talk.Heard.Text) { Fields = Told(talk), Outcomes = Outcomes(talk, ("added", Line.Added)) });
    }

    /// <summary>What the message tells that the flows of cases want to know.</summary>
    private static Dictionary<string, string> Told(Talk talk) => Filling.SpottedBy(
        talk.Book.Flows.Where(f => f.Filing is not null).SelectMany(f => f.Needs).Where(n => n.Type is { CanSpot: true } and not PersonAnswer).DistinctBy(n => n.Id), talk.Heard);

    private static bool IsMore(Talk talk)
    {
        var heard = talk.Heard;
        var goesOn = heard.Means(Intent.Addition) || talk.Book.Words[Intent.Continuing].Find(heard.Plain).Start == 0;
        if (goesOn && heard.Content >= 2 && !heard.IsQuestion)
            return true;
        if (talk.Turn.Attachments > 0 || (heard.Content <= CorrectionAtMost && !heard.IsQuestion && TellsLateNumber(talk)))
            return true;
        var bareFact = heard.Content <= 6 && !heard.IsQuestion
            && (EmailAnswer.Find(heard.Plain) is not null || PhoneAnswer.Find(heard.Plain) is not null
                || (heard.Reading.KindAbstained || heard.IsKind(FeedbackKind.Other)) && heard.Plain.Count(char.IsAsciiDigit) >= 6);
        return bareFact && TicketNumberAnswer.Find(heard.Plain) is null;
    }

    /// <summary>The order number that the last case lacks.</summary>
    private static bool TellsLateNumber(Talk talk) =>
        talk.LastFiled is { } filed && talk.Book.Find(filed.Flow)?.Needs.FirstOrDefault(n => n.Type is OrderNumberAnswer) is { } number
        && !filed.Answers.ContainsKey(number.Id) && number.Type.Spot(talk.Heard) is not null
        && !talk.Heard.IsKind(FeedbackKind.Complaint) && Opening.Wish(talk.Book.Find(filed.Flow)!)?.Spot(talk.Heard) is null;

    public static Dictionary<string, Say> Outcomes(Talk talk, params (string Name, Line Line)[] lines) =>
        lines.ToDictionary(l => l.Name, l => talk.Later(talk.Book.Lines[l.Line]));
}
