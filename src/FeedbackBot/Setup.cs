using FeedbackBot.Conversations;
using FeedbackBot.Outbox;
using FeedbackBot.Routing;
using FeedbackBot.Satisfaction;
using FeedbackBot.Storage;
using FeedbackBot.Surveys;
using FeedbackBot.Tickets;
using FeedbackBot.Understanding;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FeedbackBot;

/// <summary>Every use case of the product, slice by slice: the table of contents.</summary>
public static class Setup
{
    public static IServiceCollection AddFeedbackBot(this IServiceCollection services) => services
        .AddStorage()
        .AddUnderstanding()
        .AddRouting()
        .AddTickets()
        .AddSurveys()
        .AddOutbox()
        .AddSatisfaction()
        .AddConversations();

    private static IServiceCollection AddUnderstanding(this IServiceCollection services) => services
        .AddSingleton(services => ReadingModel.Open(services.GetRequiredService<IOptions<UnderstandingOptions>>().Value.ModelFile))
        .AddSingleton(services => services.GetRequiredService<ReadingModel>().Reader)
        .AddSingleton<ReadMessage>();

    private static IServiceCollection AddRouting(this IServiceCollection services) => services
        .AddSingleton<RoutingBook>();

    private static IServiceCollection AddTickets(this IServiceCollection services) => services
        .AddSingleton<OpenTicket>()
        .AddSingleton<ReplyToTicket>()
        .AddSingleton<AddNote>()
        .AddSingleton<AssignTicket>()
        .AddSingleton<ResolveTicket>()
        .AddSingleton<HoldTicket>()
        .AddSingleton<ResumeTicket>()
        .AddSingleton<ReopenTicket>()
        .AddSingleton<HearCustomer>()
        .AddSingleton<CloseResolvedTickets>()
        .AddSingleton<MakeCommitment>()
        .AddSingleton<FinishCommitment>()
        .AddSingleton<MarkOverdueCommitments>()
        .AddSingleton<SplitTicket>()
        .AddSingleton<MergeTickets>()
        .AddSingleton<UnmergeTicket>()
        .AddSingleton<LinkTickets>()
        .AddSingleton<UnlinkTickets>()
        .AddSingleton<TellAffected>()
        .AddSingleton<SetIdeaStatus>()
        .AddSingleton<JoinIdea>()
        .AddSingleton<CorrectReading>()
        .AddSingleton<ConfirmReading>()
        .AddSingleton<SummariseTicket>()
        .AddSingleton<SuggestReply>();

    private static IServiceCollection AddConversations(this IServiceCollection services) => services
        .AddSingleton<FlowLibrary>()
        .AddSingleton<PerformTicketActs>()
        .AddSingleton<PerformSurveyActs>()
        .AddSingleton<PerformIdeaActs>()
        .AddSingleton<PerformContactActs>()
        .AddSingleton<PerformActs>()
        .AddSingleton<StartConversation>()
        .AddSingleton<KeepPage>()
        .AddSingleton<LateReadings>()
        .AddSingleton<KeepLateReading>()
        .AddSingleton<TakeTurn>()
        .AddSingleton<FollowByReceipt>()
        .AddSingleton<AddByReceipt>()
        .AddSingleton<AskDueSurveys>()
        .AddSingleton<HoldCase>()
        .AddSingleton<ConfirmHeldCase>();
}
