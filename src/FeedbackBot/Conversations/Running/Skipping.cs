using FeedbackBot.Conversations.Answers;

namespace FeedbackBot.Conversations;

/// <summary>Does without an answer: an optional one at the first word, a required one after saying why it is needed.</summary>
internal static class Skipping
{
    public static bool Take(Talk talk)
    {
        if (talk.Pending is not { } need || !Declines(talk, need))
            return false;
        Filling.Spot(talk);
        if (need.Optional)
        {
            Skip(talk);
        }
        else if (talk.Running!.Tries < 2 && need.Why is not null)
        {
            talk.Say(need.Why);
            Asking.Step(talk, need.Id, again: true);
        }
        else
        {
            Asking.WayOut(talk);
        }
        return true;
    }

    public static void Skip(Talk talk)
    {
        var running = talk.Running!;
        talk.Running = running with { Skipped = [.. running.Skipped, running.Step!] };
        Finishing.KeepResponse(talk, running.Step!);
        Asking.Next(talk);
    }

    private static bool Declines(Talk talk, Need need)
    {
        var heard = talk.Heard;
        if (need.Type is PickedAnswer picked && picked.IsNamed(heard))
            return false;
        if (need.Type is not TextAnswer && (Filling.Spotted(talk).Any(f => f.Need == need) || NoIsAnAnswer(talk, need)))
            return false;
        return need.Type is TextAnswer
            ? heard.IsWhole(Intent.Skip) || heard.IsWhole(Intent.No) || heard.IsWhole(Intent.NothingMore)
            : heard.Means(Intent.Skip) || heard.IsWhole(Intent.No) || heard.IsWhole(Intent.NothingMore);
    }

    private static bool NoIsAnAnswer(Talk talk, Need need) =>
        need.Type is YesNoAnswer && need.Type.Parse(talk.Heard) is not null && !talk.Heard.IsWhole(Intent.Skip);
}
