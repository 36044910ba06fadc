using FeedbackBot.Accounts;
using FeedbackBot.Routing;

namespace FeedbackBot.Tests.Routing;

/// <summary>Who gets a case, and why nobody does.</summary>
public sealed class AssigneeChoiceTests
{
    private static readonly DateTime Now = new(2026, 11, 23, 8, 0, 0, DateTimeKind.Utc);
    private static readonly Wanted Plain = new("en", [], IsChat: false);

    [Fact]
    public void Whoever_has_waited_longest_since_their_last_case_is_first()
    {
        var (early, late, never) = (Desk("early", given: -60), Desk("late", given: -5), Desk("never"));
        Names(Plain, early, late, never).ShouldBe("never,early,late");
    }

    [Fact]
    public void The_last_agent_comes_first_while_they_are_there_with_room_and_not_the_subject()
    {
        var (known, other) = (Desk("known", given: -1), Desk("other", given: -60));
        var wanted = Plain with { LastAgent = known.Member.Id };
        Names(wanted, known, other).ShouldBe("known,other");
        Names(wanted, known with { Load = new(0, 25) }, other).ShouldBe("other");
        Names(wanted with { Recused = [known.Member.Id] }, known, other).ShouldBe("other");
        known.Member.ShowAs(Presence.Busy, Now);
        Names(wanted, known, other).ShouldBe("other");
    }

    [Fact]
    public void Language_is_asked_for_unless_nobody_in_the_team_speaks_it()
    {
        var (english, chinese, any) = (Desk("english", speaks: "en"), Desk("chinese", speaks: "zh-Hans"), Desk("any"));
        Names(Plain with { Language = "zh-Hant" }, english, chinese).ShouldBe("chinese");
        Names(Plain with { Language = "zh-Hans" }, english, any).ShouldBe("any");
        Names(Plain with { Language = "zh-Hans" }, english).ShouldBe("english");
        Names(Plain with { Language = "und" }, english).ShouldBe("english");
        chinese.Member.ShowAs(Presence.Away, Now);
        Held(Plain with { Language = "zh-Hans" }, english, chinese).ShouldBe(FeedbackBot.Routing.Held.NobodyFits);
    }

    [Fact]
    public void Skills_are_asked_for_until_patience_ends()
    {
        var (plain, skilled) = (Desk("plain"), Desk("skilled", skills: "refunds"));
        var wanted = Plain with { Skills = ["refunds"] };
        Names(wanted, plain, skilled).ShouldBe("skilled");
        Held(wanted, plain).ShouldBe(FeedbackBot.Routing.Held.NobodyFits);
        AssigneeChoice.InOrder(wanted, [plain], skillsCount: false, Now).Members.Single().Name.ShouldBe("plain");
    }

    [Fact]
    public void A_chat_and_a_case_fill_different_room()
    {
        var full = Desk("chatting") with { Load = new(3, 0) };
        Held(Plain with { IsChat = true }, full).ShouldBe(FeedbackBot.Routing.Held.NobodyHasRoom);
        Names(Plain, full).ShouldBe("chatting");
    }

    [Fact]
    public void An_escalated_case_goes_to_the_second_line_and_others_to_the_first()
    {
        var (first, second) = (Desk("first"), Desk("second") with { Line = TeamMember.SecondLine });
        Names(Plain with { IsSecondStage = true }, first, second).ShouldBe("second");
        Names(Plain, first, second).ShouldBe("first");
        Names(Plain, second).ShouldBe("second");
    }

    [Fact]
    public void Nobody_is_found_where_the_console_has_been_silent_or_an_absence_is_on()
    {
        var silent = Desk("silent");
        AssigneeChoice.InOrder(Plain, [silent], true, Now + StaffMember.Silence).HeldBecause.ShouldBe(FeedbackBot.Routing.Held.NobodyAvailable);
        var absent = Desk("absent");
        absent.Member.Work(new([], [], 3, 25, new(2026, 11, 23), new(2026, 11, 24), null));
        Held(Plain, absent).ShouldBe(FeedbackBot.Routing.Held.NobodyAvailable);
        absent.Member.Work(new([], [], 3, 25, new(2026, 11, 24), null, null));
        Names(Plain, absent).ShouldBe("absent");
        Held(Plain with { Recused = [silent.Member.Id] }, silent).ShouldBe(FeedbackBot.Routing.Held.NobodyInTeam);
    }

    private static string Names(Wanted wanted, params Candidate[] team) =>
        string.Join(',', AssigneeChoice.InOrder(wanted, team, skillsCount: true, Now).Members.Select(m => m.Name));

    private static string? Held(Wanted wanted, params Candidate[] team) => AssigneeChoice.InOrder(wanted, team, skillsCount: true, Now).HeldBecause;

    private static Candidate Desk(string name, int? given = null, string? speaks = null, string? skills = null)
    {
        var member = new StaffMember($"{name}@example.com", name, StaffRoles.Agent, Now);
        member.ShowAs(Presence.Available, Now);
        member.Work(new(skills == null ? [] : [skills], speaks == null ? [] : [speaks], 3, 25, null, null, null));
        if (given is { } minutes)
        {
            member.WasGivenWork(Now.AddMinutes(minutes));
        }

        return new(member, TeamMember.FirstLine, default);
    }
}
