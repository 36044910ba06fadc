using FeedbackBot.Conversations.Answers;
using FeedbackBot.Understanding;

namespace FeedbackBot.Conversations;

/// <summary>Nothing, nonsense, advertising and bare insults: a friendly limit, and silence only from the fourth in a row.</summary>
internal static class Noise
{
    private const int PatientFor = 3;

    private static readonly string[] KeyRows = ["asdf", "sdfg", "dfgh", "fghj", "ghjk", "hjkl", "qwer", "wert", "erty", "rtyu", "zxcv", "xcvb", "cvbn"];

    public static bool Take(Talk talk)
    {
        if (talk.Heard.IsEmpty && talk.Turn.Attachments > 0)
            return Attachment(talk);
        if (Kind(talk) is not { } line)
        {
            talk.Noise = 0;
            return false;
        }
        talk.Noise++;
        if (talk.Noise <= PatientFor)
            talk.Say(line);
        return true;
    }

    private static bool Attachment(Talk talk)
    {
        talk.Say(Line.Attachment);
        if (talk.Pending is { FromMessage: true } main)
            InPlaceOfWords(talk, main);
        else if (talk.Flow is not null)
            Asking.Again(talk);
        else if (talk.Tickets.Count == 0)
            Asides.Ask(talk, SharedSteps.ClarifyKind, talk.Text(Line.ClarifyKind));
        return true;
    }

    /// <summary>Where the matter itself is asked, a file tells it; only who has told nothing at all is asked once what is to be seen.</summary>
    private static void InPlaceOfWords(Talk talk, Need main)
    {
        if (talk.Running is { Answers.Count: 0, Notes.Count: 0, Tries: < 2 })
        {
            Asking.Step(talk, main.Id, _ => talk.Text(Line.AttachmentDescribe));
            return;
        }
        Filling.Put(talk, main, talk.Text(Line.AttachmentOnly));
        Asking.Next(talk);
    }

    private static Line? Kind(Talk talk)
    {
        var heard = talk.Heard;
        if (heard.IsEmpty)
            return talk.Pending?.Type.Parse(heard) is null ? Line.Empty : null;
        if ((heard.Has(ReadingFlags.Spam) || IsGibberish(heard)) && !NamesCase(heard))
            return Line.Noise;
        return heard.Has(ReadingFlags.Abuse) && IsBareInsult(talk) ? Line.Abuse : null;
    }

    private static bool IsBareInsult(Talk talk) =>
        talk.Heard.Content < (talk.Heard.IsKind(FeedbackKind.Complaint) ? 4.5 : 7)
        && talk.Book.Opened(talk.Heard.Plain) is null
        && !(talk.Pending is { Type: RatingAnswer } need && need.Type.Parse(talk.Heard) is not null)
        && (talk.Flow is null || Filling.Spotted(talk).Count == 0);

    /// <summary>The number of a case or its code looks like nonsense and is none.</summary>
    private static bool NamesCase(Heard heard) => TicketNumberAnswer.Find(heard.Plain) is not null || ReceiptCodeAnswer.Find(heard.Plain) is not null;

    private static bool IsGibberish(Heard heard)
    {
        if (heard.HanCount > 0 || heard.Plain.Length < 5 || heard.Plain.Any(char.IsDigit) || heard.Plain.Contains('@'))
            return false;
        var words = heard.Plain.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Length <= 3 && words.All(IsNoWord);
    }

    private static bool IsNoWord(string word) =>
        word.Length >= 5 && word.All(char.IsAsciiLetter)
        && (!word.AsSpan().ContainsAny("aeiouy") || word.Distinct().Count() <= 2 || KeyRows.Any(word.Contains));
}
