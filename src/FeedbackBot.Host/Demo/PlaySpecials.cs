using FeedbackBot.Tickets;

namespace FeedbackBot.Host.Demo;

/// <summary>Cases that must be there whatever chance says: nobody's yet, waiting, on hold, and two that turn out to be one.</summary>
internal sealed class PlaySpecials(Scene scene, PlanCases planner)
{
    private static readonly CaseCourse Answered = new() { FirstResponse = 0.02 };
    private static readonly CaseCourse Untouched = new();
    private CasePlan? _again;
    private long? _first;

    /// <summary>Adds them to the plan of a story that ends at <paramref name="end"/>.</summary>
    public void Plan(DateTime end)
    {
        planner.Special("ACC-2001", "rude_staff", "webchat", end.AddHours(-50), Answered with { Noted = true });
        planner.Special("ACC-1004", "noisy_leaking", "email", end.AddHours(-170), Answered with { Held = true });
        planner.Special("ACC-2006", "broken_product", "teams", end.AddHours(-175), Answered with { Held = true });
        planner.Special("ACC-1008", "q_service", "webchat", end.AddMinutes(-70), Untouched);
        planner.Special("ACC-3005", "praise_product", "counter", end.AddMinutes(-45), Untouched);
        planner.Special("ACC-1001", "late_delivery", "phone", end.AddMinutes(-25), Untouched);
        planner.Special("ACC-4003", "idea_app", "api", end.AddMinutes(-15), Untouched);
        Merged(end);
    }

    /// <summary>Called for every case that is filed.</summary>
    public void Filed(FiledCase filed)
    {
        if (_again is { } again && filed.Plan.Index == again.Index - 1)
        {
            _first = filed.Number;
        }
        else if (_first is { } first && filed.Plan.Index == _again?.Index)
        {
            var by = Actor.Of(scene.AgentFor("logistics", filed.Plan));
            scene.Timeline.After(TimeSpan.FromMinutes(12), () => scene.DoAsync(db => scene.World.Get<MergeTickets>().RunAsync(db, filed.Number, first, by)));
        }
    }

    private void Merged(DateTime end)
    {
        var pair = scene.Data.Talk.MergedPair;
        var first = planner.Special("ACC-3010", "late_delivery", "webchat", end.AddHours(-100), Answered with { Resolution = 0.4, Rating = 4, AnswerHours = 3 });
        _again = planner.Special("ACC-3010", "late_delivery", "phone", end.AddHours(-99), Untouched);
        planner.Reword(first, first.Fill(pair["first"][first.Language]));
        planner.Reword(_again with { Slots = first.Slots }, first.Fill(pair["second"][first.Language]));
    }
}
