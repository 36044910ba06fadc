using FeedbackBot.Storage;
using FeedbackBot.Surveys;
using FeedbackBot.Surveys.Made;

namespace FeedbackBot.Conversations;

/// <summary>Where a chat stands, and the book by which it goes on.</summary>
public sealed record ChatStand(FlowBook Book, ConversationState State);

/// <summary>
/// Adds the made surveys that a chat is in to the flow files. What was answered meanwhile behind a survey's link is known here as well; one that was
/// finished there is no flow any more, so the chat lets it go.
/// </summary>
public sealed class SurveysUnderWay(FlowLibrary flows, AnswerMadeSurvey survey)
{
    internal async Task<ChatStand> LookAsync(FeedbackDb db, ConversationState state)
    {
        var book = flows.Book;
        if (!state.Flows.Any(MadeSurveyFlow.Is))
        {
            return new(book, state);
        }

        var (added, running) = (new List<Flow>(), new List<RunningFlow>());
        foreach (var flow in state.Flows)
        {
            var link = MadeSurveyFlow.Is(flow) && Guid.TryParse(flow.Subject, out var id) ? await survey.LookAsync(db, id) : null;
            if (link is { Version: { } version, IsFinished: false })
            {
                added.Add(link.Ask.Count > 0 ? MadeSurveyFlow.Of(book, Guid.Parse(flow.Subject!), version) : MadeSurveyFlow.Lapsed(book, Guid.Parse(flow.Subject!), version));
            }

            running.Add(link == null ? flow : Fitted(flow, link));
        }

        return new(book.With(added), state with { Flows = running });
    }

    /// <summary>The chat with a survey that is asked from now on.</summary>
    internal async Task<ChatStand> BeginAsync(FeedbackDb db, ConversationState state, Invitation invitation, SurveyVersion version)
    {
        var stand = await LookAsync(db, state);
        return stand with { Book = stand.Book.With([MadeSurveyFlow.Of(stand.Book, invitation.Id, version)]) };
    }

    private static RunningFlow Fitted(RunningFlow flow, MadeLink link)
    {
        var answers = new Dictionary<string, string>(flow.Answers);
        var skipped = flow.Skipped.ToHashSet();
        foreach (var question in link.Version!.Questions.Where(q => link.Given.ContainsKey(q.Id)))
        {
            if (MadeSurveyFlow.Kept(question, link.Given[question.Id]) is { } kept)
            {
                answers[question.Id] = kept;
            }
            else
            {
                skipped.Add(question.Id);
            }
        }

        return flow.Step is { } step && link.Given.ContainsKey(step)
            ? flow with { Answers = answers, Skipped = [.. skipped], Step = null, Tries = 0 }
            : flow with { Answers = answers, Skipped = [.. skipped] };
    }
}
