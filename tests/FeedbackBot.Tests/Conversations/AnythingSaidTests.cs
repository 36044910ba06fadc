using System.Text.Json;
using FeedbackBot.Conversations;

namespace FeedbackBot.Tests.Conversations;

public class AnythingSaidTests
{
    [Theory]
    [InlineData("zh-Hans", 1)]
    [InlineData("en", 2)]
    [InlineData("zh-Hans", 3)]
    [InlineData("en", 4)]
    [InlineData("zh-Hans", 5)]
    [InlineData("en", 6)]
    public async Task Whatever_is_said_nothing_happens_that_never_may(string language, int seed)
    {
        var chance = new Random(seed);
        var faults = new Dictionary<string, string>();
        for (var conversation = 0; conversation < 300; conversation++)
        {
            var moves = Enumerable.Range(0, 20).Select(_ => Sayings.All[chance.Next(Sayings.All.Count)]).ToList();
            if (await Wandering.FaultIn(language, moves) is not { } fault || faults.ContainsKey(fault.Split(':')[0]))
                continue;
            moves = await Wandering.Shortest(language, moves, fault);
            faults[fault.Split(':')[0]] = $"{await Wandering.FaultIn(language, moves)}\nafter\n{string.Join('\n', moves)}";
        }
        faults.Values.ShouldBeEmpty(string.Join("\n\n", faults.Values));
    }

    [Fact]
    public async Task A_decision_depends_on_nothing_but_what_it_is_given()
    {
        var (one, other) = (new Visit("en"), new Visit("en"));
        foreach (var move in Sayings.All)
        {
            await one.Hear(move.Text, move.Value, move.Files);
            await other.Hear(move.Text, move.Value, move.Files);
            JsonSerializer.Serialize(one.State).ShouldBe(JsonSerializer.Serialize(other.State), move.Text);
            one.Said.Select(s => s.Text).ShouldBe(other.Said.Select(s => s.Text));
        }
    }

    [Fact]
    public void The_customers_here_say_many_different_things() =>
        Sayings.All.Distinct().Count().ShouldBeGreaterThan(180);

    [Fact]
    public async Task The_state_survives_being_stored_as_json()
    {
        var visit = new Visit("en");
        await visit.Hear("my parcel AB12345678 is lost, refund me");
        var stored = visit.Resumed().State;
        JsonSerializer.Serialize(stored).ShouldBe(JsonSerializer.Serialize(visit.State));
        stored.Flows.ShouldHaveSingleItem().Answers["order_number"].ShouldBe("AB12345678");
    }

    [Fact]
    public async Task A_megabyte_is_heard_like_anything_else()
    {
        var visit = new Visit("en");
        await visit.Hear("my parcel is lost " + string.Concat(Enumerable.Repeat("and nobody answers ", 55_000)));
        visit.Step.ShouldBe("order_number");
    }
}
